"""The search of a whole corpus, by an index of its words."""
