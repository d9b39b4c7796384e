"""The facade screens use: corpus, matches, notes and reading positions."""
