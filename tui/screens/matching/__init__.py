"""Matches: the controller, the selection, the display, the explanation, excluded pairs."""
