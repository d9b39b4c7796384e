"""The screens of what accounts alone say, leave out and say differently, and what they look up."""
