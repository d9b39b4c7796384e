"""Containers: formats that hold whole files, and the bounded unpacking of them."""
