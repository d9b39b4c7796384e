"""Matching: from parsed documents to the passages of different documents that say the same.

Pure values and functions, fit for worker processes, without files and screens.
"""
