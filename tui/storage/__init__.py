"""Files and SQLite databases of our own: safe writes, permissions, timeouts."""
