"""The template filters of the site's words."""
