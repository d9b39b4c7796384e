"""Comparison of two documents: scored sentence pairs and reused ranges."""
