"""Pairs of values of one kind that stand in the same slot and differ: one module for each kind."""
