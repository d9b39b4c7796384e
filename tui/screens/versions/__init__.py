"""Versions of one article: the list of what changed from each to the next."""
