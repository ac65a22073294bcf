"""The pages of areas, and of places that are made of several."""
