"""The first page, and the search for a place."""
