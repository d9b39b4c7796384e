"""The configuration of a corpus as one value: what `variorum.toml` in its folder states."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from tui.collation.sources.sigla import number_of_siglum
from tui.corpus.configuration.path_patterns import PathPatterns

CONFIG_FILE = "variorum.toml"
"""The name of the file in the folder of a corpus."""


class ReadingRules(NamedTuple):
    """The part of the configuration that decides which text is read from a file."""

    boilerplate: tuple[str, ...] = ()
    """Paragraphs that are boilerplate; `*` stands for any words."""
    columns: tuple[tuple[str, str], ...] = ()
    """Names of columns of tables, each after the value that it holds (`text`, `title` …)."""
    divider: str = ""
    """The line that divides the articles in a plain text."""


NO_RULES = ReadingRules()
_EMPTY: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class CorpusConfig:
    """What a corpus states of itself; names and patterns are those of files below its folder."""

    folder: str = ""
    """The resolved path of the folder; empty if there is no configuration."""
    title: str = ""
    order: tuple[str, ...] = ()
    """Files, folders or patterns in the order in which they are listed."""
    letters: Mapping[str, str] = field(default_factory=lambda: dict(_EMPTY))
    """The siglum of each file, by its path below the folder."""
    outlets: Mapping[str, str] = field(default_factory=lambda: dict(_EMPTY))
    groups: Mapping[str, str] = field(default_factory=lambda: dict(_EMPTY))
    encodings: Mapping[str, str] = field(default_factory=lambda: dict(_EMPTY))
    """Standard names of encodings."""
    rules: ReadingRules = NO_RULES

    def outlet(self, path: str) -> str:
        """Return the outlet stated for a file; empty if none is."""
        return self._outlets.find(path) or ""

    def group(self, path: str) -> str:
        """Return the group stated for a file; empty if none is."""
        return self._groups.find(path) or ""

    def encoding(self, path: str) -> str:
        """Return the encoding stated for a file; empty if none is."""
        return self._encodings.find(path) or ""

    def place(self, key: str) -> int:
        """Return the place of an article in the stated order, by its key across runs.

        Those that are not in it come last, all in one place.
        """
        path = self._below(key) if self.order else ""
        position = self._order.find(path) if path else None
        return len(self.order) if position is None else position

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each stated siglum, from 0, by the article's key across runs."""
        return {
            os.path.join(self.folder, name): number_of_siglum(letter)  # noqa: PTH118  # a key
            for name, letter in self.letters.items()
        }

    def _below(self, key: str) -> str:
        """Return the path below the folder; empty if the file lies elsewhere."""
        beginning = self.folder.rstrip(os.sep) + os.sep
        return key[len(beginning) :].replace(os.sep, "/") if key.startswith(beginning) else ""

    @cached_property
    def _outlets(self) -> PathPatterns[str]:
        return PathPatterns(self.outlets)

    @cached_property
    def _groups(self) -> PathPatterns[str]:
        return PathPatterns(self.groups)

    @cached_property
    def _encodings(self) -> PathPatterns[str]:
        return PathPatterns(self.encodings)

    @cached_property
    def _order(self) -> PathPatterns[int]:
        return PathPatterns({name: position for position, name in enumerate(self.order)})


NO_CONFIG = CorpusConfig()
