"""Screens: they hold the state and connect widgets to the workspace.

Values go down, requests come up.
"""
