"""How everything is worked out: pages made from the definitions and from the pages that are specifications."""
