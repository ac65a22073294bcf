"""Votes: what residents chose, and why each project won or lost."""
