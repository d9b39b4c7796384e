"""How notes lie in their database: schema, records, queries, undo."""
