"""The reader's pane: the article, its margin, note marks, search, selection."""
