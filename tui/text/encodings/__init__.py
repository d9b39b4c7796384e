"""Detection of the encoding of a file's bytes."""
