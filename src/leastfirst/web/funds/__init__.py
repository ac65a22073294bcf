"""Funds: what each place gets, why, and what other rules would give it."""
