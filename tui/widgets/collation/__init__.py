"""Lists and tables of what the accounts of a corpus have in common and say differently."""
