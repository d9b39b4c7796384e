"""Reading positions and preferences, kept between runs."""
