"""Encoding of the difference between two screens as bytes."""
