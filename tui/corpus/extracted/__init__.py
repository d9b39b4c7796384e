"""Articles extracted from files of formats other than text: their cache, and their changes."""
