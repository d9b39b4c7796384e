"""The bounds of a corpus: what lies in the files and folders that its paths name.

Its one rule: a thing is where it really lies, whatever links lead there.
"""

import os
from collections.abc import Iterable
from pathlib import Path


class PathScope:
    """Scope of `paths`, as their links resolve now."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._named = frozenset(os.path.realpath(path) for path in paths)

    def __contains__(self, path: Path) -> bool:
        real = Path(os.path.realpath(path))
        return not self._named.isdisjoint(map(str, (real, *real.parents)))
