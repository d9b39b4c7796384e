"""The folders in which a reader under test keeps what is theirs."""

from pathlib import Path

from tui.settings import Folders


def own_folders(home: Path) -> Folders:
    """Folders of their own, all in `home`."""
    return Folders(*(home / name for name in ("config", "state", "data", "cache", "log")))
