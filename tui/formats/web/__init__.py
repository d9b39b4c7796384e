"""Readers of pages, feeds and books: what is made of HTML and XML."""
