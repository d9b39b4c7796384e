"""Actions on the store of notes, which run in threads."""
