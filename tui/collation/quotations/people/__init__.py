"""The people that an article names: their mentions, names and offices."""
