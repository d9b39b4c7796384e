"""The report on the comparison of a corpus, as one HTML page or as JSON."""
