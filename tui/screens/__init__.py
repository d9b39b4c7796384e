"""Screens hold the state and join widgets to the workspace; values go down, requests come up."""
