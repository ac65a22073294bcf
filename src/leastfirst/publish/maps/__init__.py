"""What maps show: tiles, dots from afar, and pictures for those without a script."""
