"""The data page: every table and file with licence, vintage and sha256, to take away."""
