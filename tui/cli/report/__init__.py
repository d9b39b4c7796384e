"""`variorum report`: the command line, and the file of a report."""
