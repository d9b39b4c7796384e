"""Selectors of passages, and the search for their passages in changed files."""
