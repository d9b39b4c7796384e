"""variorum: read many accounts of one thing, side by side, in a terminal."""

__version__ = "0.1.0"
