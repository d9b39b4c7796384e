"""Containers that bind the keys of the reading screen, one for each subject."""
