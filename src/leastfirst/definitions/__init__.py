"""Reviewed YAML files that say what to calculate; one engine runs them all."""
