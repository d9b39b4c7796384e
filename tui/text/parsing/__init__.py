"""File formats to documents: paragraphs, roles, front matter, line breaks."""
