"""Where notes stand in the files as they are now."""
