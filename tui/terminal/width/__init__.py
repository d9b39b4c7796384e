"""How many cells a text takes on this terminal."""
