"""The log file: private, rotated, made with the first record."""
