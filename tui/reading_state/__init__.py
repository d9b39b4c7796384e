"""Reading positions and preferences, stored between runs."""
