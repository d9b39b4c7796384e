"""Readers of web pages, feeds and books, which consist of HTML and XML."""
