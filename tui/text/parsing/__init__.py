"""Parsing of files to documents: paragraphs, roles, front matter, line breaks."""
