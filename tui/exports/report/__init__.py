"""The report: one HTML page, and the same as JSON, on what the accounts of a corpus come to."""
