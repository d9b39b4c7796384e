"""Screens hold the state and join widgets to the library; values go down, requests come up."""
