"""Additions: pages that were fetched from the web, saved as files of a corpus."""
