"""Notes in the formats of other tools: each format is a function from values to one text."""
