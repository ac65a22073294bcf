"""Which edition is up: given to every request, reopened when another is put up, and logged for good."""
