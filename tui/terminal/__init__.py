"""The connection to the terminal: what is sent, how fast, and how the terminal is left.

It knows Textual, and no other package of ours. This module imports none of its submodules.
"""
