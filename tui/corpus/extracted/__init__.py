"""Articles extracted from files of other formats than text: their cache, and their changes."""
