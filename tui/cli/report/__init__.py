"""`variorum report`: the command line, and the file that a report is written to."""
