"""A corpus matched: incremental comparison, its caches, the shared index, look-ups."""
