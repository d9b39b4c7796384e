"""Which values of two sentences stand against each other and differ."""
