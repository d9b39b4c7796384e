"""`variorum add`: the command line."""
