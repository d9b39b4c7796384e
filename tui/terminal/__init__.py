"""The wire to the terminal: what is sent, how fast, and how the terminal is left.

It knows Textual and nothing else of ours; import its modules by name, as this one imports nothing.
"""
