"""Readers of file formats: they return the articles in a file's bytes as plain text or Markdown.

They know no paths and no disks. A reader is a module with one function `extract(data: bytes,
limits: Limits) -> Iterator[ExtractedArticle]`.
"""
