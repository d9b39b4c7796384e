"""The sources panel and its cards."""
