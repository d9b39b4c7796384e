"""The list of a partitioned index."""
