"""Funds, shared: their tables, what their pages say, and why every place gets what it gets."""
