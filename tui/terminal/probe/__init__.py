"""What the terminal can do, by asking it and by the environment."""
