"""The reading screen and its parts."""
