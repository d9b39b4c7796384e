"""Readers of file formats: the articles that the bytes of a file hold, as plain text or Markdown.

They know nothing of paths and disks. A reader is one module with one function
`extract(data: bytes, limits: Limits) -> Iterator[ExtractedArticle]`.
"""
