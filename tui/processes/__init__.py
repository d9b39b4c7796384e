"""Worker processes, and ending in order on a signal."""
