"""Numbers, dates, names and certainty, as they stand in a sentence."""
