"""Two texts in, matches out: which passages of different documents say the same.

Pure values and functions, fit for worker processes; nothing knows of files or screens.
"""
