"""Markup of plain text other than Markdown: org and reStructuredText."""
