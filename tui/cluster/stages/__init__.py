"""The stages of matching, each a function from frames to frames."""
