"""The scope of a corpus: the files and folders that its paths name, and all that is in them.

The resolved path of a file decides, whichever links lead to it.
"""

import os
from collections.abc import Iterable
from pathlib import Path


class PathScope:
    """Scope of `paths`, with their links resolved once."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._named = frozenset(os.path.realpath(path) for path in paths)

    def __contains__(self, path: Path) -> bool:
        real_path = Path(os.path.realpath(path))
        return not self._named.isdisjoint(map(str, (real_path, *real_path.parents)))
