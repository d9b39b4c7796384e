"""Quotations, their speakers, and the variants of each in other articles."""
