"""Containers that bind the keys for notes and matches."""
