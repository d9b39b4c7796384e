"""Containers: formats that hold whole files, and their unpacking with limits."""
