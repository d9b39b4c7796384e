"""Number of cells a text takes on this terminal."""
