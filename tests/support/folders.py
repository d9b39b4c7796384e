"""The folders of a reader under test."""

from pathlib import Path

from tui.settings import Folders


def own_folders(home: Path) -> Folders:
    """Return separate folders, all in `home`."""
    return Folders(*(home / name for name in ("config", "state", "data", "cache", "log")))
