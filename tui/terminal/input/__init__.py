"""Parsing of the terminal's bytes into Textual's events."""
