"""How everything is worked out, in words that are made from the definitions themselves."""
