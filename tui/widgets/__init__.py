"""Widgets show values and post requests; they know no library and keep nothing on disk."""
