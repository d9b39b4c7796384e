"""`variorum doctor`: findings on settings and terminal."""
