"""Detection of the terminal's capabilities, by queries and by the environment."""
