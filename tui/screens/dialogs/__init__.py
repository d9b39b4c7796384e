"""Dialogs that stand alone: document finder, encoding, help."""
