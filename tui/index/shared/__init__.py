"""An index of a corpus in a file that others may read, and its validation."""
