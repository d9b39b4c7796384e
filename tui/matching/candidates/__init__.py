"""Selection of the document pairs worth comparing; detection of boilerplate."""
