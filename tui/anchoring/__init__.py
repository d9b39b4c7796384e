"""Selectors of passages, and finding their passages again in changed files."""
