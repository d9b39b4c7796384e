"""Matching: from parsed documents to the passages of different documents that say the same.

It has only values and functions, fit for worker processes, and knows no files or screens.
"""
