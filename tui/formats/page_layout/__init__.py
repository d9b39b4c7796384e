"""Layout of printed pages: lines, columns in reading order, running heads, paragraphs."""
