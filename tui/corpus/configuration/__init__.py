"""The configuration of a corpus: the file `variorum.toml` in its folder, read, checked, written."""
