"""The site's words: its languages, numbers and dates, and the field's terms explained in place."""
