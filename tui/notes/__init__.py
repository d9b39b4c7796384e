"""The reader's notes, drafts, bookmarks and excluded pairs, in one database."""
