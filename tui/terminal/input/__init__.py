"""From the terminal's bytes to Textual's events."""
