"""Running the site: its settings, `leastfirst serve`, and the log."""
