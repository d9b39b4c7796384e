"""The existence of a file, where its folder may be closed to this user."""

from pathlib import Path


def may_exist(path: Path) -> bool:
    """Return False if there is no file at `path`; True also if the system does not tell.

    Who then opens it gets the reason, instead of an empty store in place of a closed one.
    """
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True
