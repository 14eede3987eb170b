"""Read: files become pages with typed fields, links and a place for every value."""
