"""Selection of the document pairs worth comparing, and of boilerplate."""
