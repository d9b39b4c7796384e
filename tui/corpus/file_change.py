"""The change of a file since it was read."""

from enum import StrEnum


class FileChange(StrEnum):
    """Change of a file since it was read, in words."""

    CHANGED = "changed on the disk"
    GONE = "gone from the disk"
    GROWN = "more articles on the disk"
    """Of the first article of a file to which others were added."""
