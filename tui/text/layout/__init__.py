"""A document on lines of a given width, and where the cursor stops."""
