"""The words of the site's own interface: gathered from templates and code into the catalogues that translators fill."""
