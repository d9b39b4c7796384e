"""Exports of news databases and other tables of articles: many articles in one file."""
