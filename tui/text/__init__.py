"""Documents: each is one immutable text with spans of offsets into it.

Everything here is values in, values out; nothing knows of files, matching or screens.
"""
