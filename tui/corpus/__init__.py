"""The files of a corpus: finding, reading, and noticing changes."""
