"""Screens and look-ups for the comparison of accounts: differences, omissions, novelty."""
