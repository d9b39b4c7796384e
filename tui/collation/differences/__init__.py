"""Values of two sentences that stand in the same slot and differ."""
