"""Widgets show values and post requests; they know nothing that lies on a disk."""
