"""The interface for programs, version 1: everything that a page shows, as JSON with a schema."""
