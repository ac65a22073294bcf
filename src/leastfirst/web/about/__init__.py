"""What the site says about itself: accessibility, privacy, and how it is doing."""
