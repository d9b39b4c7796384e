"""What was compared before, kept between runs."""
