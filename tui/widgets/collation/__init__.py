"""Lists and tables of the comparison of accounts."""
