"""Which documents of a corpus are worth comparing; recurring lines."""
