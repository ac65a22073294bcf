"""Votes, counted: their tables, and what their pages say."""
