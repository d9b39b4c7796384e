"""Values of events: their place in a series, their rate, and their phase."""
