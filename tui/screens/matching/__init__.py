"""What is shown of matches: panel, explanation, excluded pairs."""
