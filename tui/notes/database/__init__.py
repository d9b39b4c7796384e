"""Database of notes: schema, records, queries, undo."""
