"""The change of a file since it was read."""

from enum import StrEnum


class FileChange(StrEnum):
    """Change of a file since it was read, as the screen words it."""

    CHANGED = "changed on the disk"
    GONE = "gone from the disk"
    GROWN = "more articles on the disk"
    """Change of the first article of a file to which other articles were added."""
