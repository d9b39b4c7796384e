"""Values by the paths of files: the name of a file or a folder, or a pattern with `*`.

A file's own name comes first, then the nearest folder above it, then the first pattern that fits.
"""

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from tui.text.wildcards import WILDCARD, wildcard_expression

_Value = TypeVar("_Value")


class PathPatterns(Generic[_Value]):
    """The values, for a look-up by the path of a file below the corpus' folder."""

    def __init__(self, values: Mapping[str, _Value]) -> None:
        self._exact = {
            name.rstrip("/"): value for name, value in values.items() if WILDCARD not in name
        }
        self._patterns = [
            (wildcard_expression(name.rstrip("/")), value)
            for name, value in values.items()
            if WILDCARD in name
        ]

    def find(self, path: str) -> _Value | None:
        """Return the value for a file; None if there is none.

        Args:
            path: The path below the folder, with `/`, and behind `#` the article's entry, if any.
        """
        if not self._exact and not self._patterns:
            return None
        names = tuple(_names(path))
        for name in names:
            if name in self._exact:
                return self._exact[name]
        for pattern, value in self._patterns:
            if any(pattern.fullmatch(name) for name in names):
                return value
        return None


def _names(path: str) -> Iterator[str]:
    """Yield the names by which a file is found, the most exact first."""
    yield path
    file, mark, _ = path.rpartition("#")
    if mark:
        yield file
    folder, _, name = (file if mark else path).rpartition("/")
    yield name
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]
