"""Fetching of pages from the web: addresses, robots.txt, request rates, limits of time and size."""
