"""Exports from inside the program: the choice of a form, and the file that is written."""
