"""The documents of the reading screen: files, positions, order, and entries in the list."""
