"""Widgets show values and post requests; they have no access to the disk."""
