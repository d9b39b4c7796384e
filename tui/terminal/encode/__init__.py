"""Encoding of the difference of two screens as bytes."""
