"""A document on lines of a given width, and the stops of the cursor."""
