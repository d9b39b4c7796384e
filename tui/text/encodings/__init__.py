"""The encoding that a file's bytes are in."""
