"""The arrangement of the panes."""
