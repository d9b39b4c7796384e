"""Worker processes, processes with limits, and an orderly end on a signal."""
