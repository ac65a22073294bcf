"""How the site looks: the frame of every page, its components, the templates of forms, the sources of the front end."""
