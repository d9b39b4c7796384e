"""Documents: each is one immutable text with spans of offsets into it.

The modules compute values from values; they know no files, no matching and no screens.
"""
