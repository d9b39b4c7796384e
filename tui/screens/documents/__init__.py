"""The documents of the reading screen: their files, and their entries in the list."""
