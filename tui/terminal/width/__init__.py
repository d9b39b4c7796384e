"""Width of a text in cells on this terminal."""
