"""Matches on the screen: sources panel, explanation, excluded pairs, notes on matching passages."""
