"""The file `variorum.toml` in the folder of a corpus: parsed and checked.

It comes from outside, as the articles do: its size and its values have bounds, and what is wrong
in it is told with the line or the key.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tui.corpus.configuration.corpus_config import (
    CONFIG_FILE,
    NO_CONFIG,
    CorpusConfig,
    ReadingRules,
)
from tui.corpus.file_contents import ContentsError, read_contents
from tui.errors import VariorumError
from tui.settings import standard_encoding
from tui.storage.disk_timeout import call_with_timeout
from tui.text.sanitization import clean, clean_line

LARGEST_CONFIG = 1 << 16
"""Bytes of a file that is still read."""
MOST_ENTRIES = 500
"""Entries of a list or a table."""
MOST_PATTERNS = 100
"""Entries of a list or a table that have a `*`: each is tried for each file, or paragraph."""
LONGEST_NAME = 400
"""Code points of a path, a pattern or a line."""
LONGEST_VALUE = 80
"""Code points of an outlet, a group or the name of a column."""
LONGEST_TITLE = 120
_MANY_PARTS = re.compile(r"(?<![\w\"'-])(?:[\w\"'-]++[ \t]*+\.[ \t]*+){40}")
"""A key of so many parts that parsing takes long: its time grows with their square."""
_SIGLUM = re.compile(r"[A-Z]{1,2}")
COLUMNS = ("text", "title", "outlet", "author", "date", "updated", "language", "url", "id")
"""The values that a column of a table may hold."""
_KNOWN = (
    "boilerplate", "encodings", "groups", "letters", "news", "order", "outlets", "tables", "title",
)  # fmt: skip


class ConfigError(VariorumError):
    """The configuration of a corpus can't be used; the message says where it is wrong."""


def read_config(folder: Path) -> CorpusConfig:
    """Return the configuration in `folder`; `NO_CONFIG` if there is none.

    Raises:
        ConfigError: It can't be read, or something in it is wrong.
    """
    path = folder / CONFIG_FILE
    try:
        real_folder = call_with_timeout(os.path.realpath, folder, disk=str(folder))
        origin, data = read_contents(path, LARGEST_CONFIG)
    except (FileNotFoundError, NotADirectoryError):
        return NO_CONFIG
    except ContentsError as error:
        raise _error("", str(error), "it is a text of at most 64 KB") from error
    except OSError as error:
        raise _error("", f"it can't be read: {error.strerror or error}") from error
    if Path(origin.real).parent != Path(real_folder):
        raise _error("", "it is a link that leads out of the folder", "put the file itself there")
    if len(data) > LARGEST_CONFIG:
        raise _error("", "it grows while it is read")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise _error("", f"line {line} is not UTF-8", "save it as UTF-8") from error
    return parse_config(text, real_folder)


def parse_config(text: str, folder: str) -> CorpusConfig:
    """Return the configuration that `text` states for the corpus in `folder`, a resolved path.

    Raises:
        ConfigError: Something in it is wrong.
    """
    if _MANY_PARTS.search(text):
        raise _error("", "a key of it has too many parts between dots", "shorten it")
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _error("", f"it is not valid TOML: {clean_line(str(error), 200)}") from error
    except (RecursionError, ValueError) as error:
        raise _error(
            "", "it is not valid TOML: it is nested too deep, or has a bad date"
        ) from error
    return _Check(text).config(values, folder)


def _error(key: str, problem: str, advice: str = "") -> ConfigError:
    message = ": ".join(filter(None, (CONFIG_FILE, key, problem)))
    return ConfigError(message, advice=advice or "the articles are read without it")


class _Check:
    """The check of the values of one file."""

    def __init__(self, text: str) -> None:
        """`text` is that of the file, to say the line in which something is wrong."""
        self._lines = text.splitlines()

    def config(self, values: Mapping[str, Any], folder: str) -> CorpusConfig:
        """Return the configuration that these values are.

        Raises:
            ConfigError: One of them is wrong.
        """
        self._require_known("", values, _KNOWN)
        return CorpusConfig(
            folder,
            self._line("title", values.get("title", ""), LONGEST_TITLE),
            self._list("order", values),
            self._letters(values),
            self._table("outlets", values),
            self._table("groups", values),
            self._encodings(values),
            ReadingRules(
                self._boilerplate(values),
                self._columns(self._inner("tables", values, ("columns",))),
                self._line(
                    "news.divider",
                    self._inner("news", values, ("divider",)).get("divider", ""),
                    LONGEST_NAME,
                ),
            ),
        )

    def _boilerplate(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        lines = self._list("boilerplate", values)
        for line in lines:
            if not any(c.isalnum() for c in line):
                raise self._wrong("boilerplate", f"{line!r} has no word", "add words, or remove it")
        return lines

    def _letters(self, values: Mapping[str, Any]) -> dict[str, str]:
        letters = self._table("letters", values)
        names_by_letter: dict[str, str] = {}
        for name, letter in letters.items():
            if not _SIGLUM.fullmatch(letter):
                raise self._wrong(
                    f"letters.{name}", f"{letter!r} is no letter", "use A to Z, then AA to ZZ"
                )
            if letter in names_by_letter:
                raise self._wrong(
                    f"letters.{name}",
                    f"{names_by_letter[letter]} has {letter}, too",
                    "choose another letter",
                )
            names_by_letter[letter] = name
        return letters

    def _encodings(self, values: Mapping[str, Any]) -> dict[str, str]:
        encodings = {}
        for name, value in self._table("encodings", values).items():
            encodings[name] = standard_encoding(value)
            if not encodings[name]:
                raise self._wrong(
                    f"encodings.{name}", f"no encoding called {value!r} is known", "correct it"
                )
        return encodings

    def _columns(self, tables: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        columns = self._table("columns", tables, prefix="tables.")
        self._require_known("tables.columns", columns, COLUMNS)
        return tuple(sorted(columns.items()))

    # Kinds of values

    def _require_known(
        self, prefix: str, values: Mapping[str, Any], known_names: tuple[str, ...]
    ) -> None:
        for name in values:
            if name not in known_names:
                key = clean_line(name, LONGEST_VALUE)
                raise self._wrong(
                    f"{prefix}.{key}" if prefix else key,
                    "it is not known",
                    f"known are {', '.join(known_names)}",
                )

    def _inner(
        self, name: str, values: Mapping[str, Any], known_names: tuple[str, ...]
    ) -> Mapping[str, Any]:
        table = values.get(name, {})
        if not isinstance(table, dict):
            raise self._wrong(name, "it must be a table", f"begin it with [{name}]")
        self._require_known(name, table, known_names)
        return table

    def _table(self, name: str, values: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
        table = values.get(name, {})
        name_in_file = f"{prefix}{name}"
        if not isinstance(table, dict):
            raise self._wrong(name_in_file, "it must be a table", f"begin it with [{name_in_file}]")
        self._check_size(name_in_file, list(table))
        entries = {}
        for key, value in table.items():
            entry_name = f"{name_in_file}.{clean_line(key, LONGEST_VALUE)}"
            line = self._line(entry_name, value, LONGEST_VALUE)
            if not line:
                raise self._wrong(entry_name, "it is empty", "give a value, or remove the line")
            entries[self._line(entry_name, key, LONGEST_NAME)] = line
        return entries

    def _list(self, name: str, values: Mapping[str, Any]) -> tuple[str, ...]:
        entries = values.get(name, [])
        if not isinstance(entries, list):
            raise self._wrong(name, "it must be a list", f'such as {name} = ["one", "another"]')
        self._check_size(name, entries)
        lines = tuple(self._line(name, entry, LONGEST_NAME) for entry in entries)
        if not all(lines):
            raise self._wrong(name, "one of its entries is empty", "remove it")
        return lines

    def _check_size(self, name: str, entries: list[Any]) -> None:
        if len(entries) > MOST_ENTRIES:
            raise self._wrong(name, f"it has {len(entries)} entries", f"use at most {MOST_ENTRIES}")
        if sum("*" in entry for entry in entries if isinstance(entry, str)) > MOST_PATTERNS:
            raise self._wrong(name, "too many entries have a *", f"use at most {MOST_PATTERNS}")

    def _line(self, name: str, value: object, longest: int) -> str:
        """Return a value that must be one line without signs that are not seen."""
        if not isinstance(value, str):
            raise self._wrong(name, "it must be a text", "put it in quotes")
        line = " ".join(value.split())
        if len(value) > longest:
            raise self._wrong(name, f"it has {len(value)} characters", f"use at most {longest}")
        if clean(line)[0] != line or "\n" in value:
            raise self._wrong(name, "it has a sign that is not seen", "write it in one plain line")
        return line

    def _wrong(self, name: str, problem: str, advice: str) -> ConfigError:
        key = name.rpartition(".")[2] if name.startswith(("tables.", "news.")) else name
        last_part = key.partition(".")[2] or key
        pattern = re.compile(rf"""\s*\[?(?:[\w-]+\.)?["']?{re.escape(last_part)}["']?\s*[=\].]""")
        number = next((n for n, line in enumerate(self._lines, 1) if pattern.match(line)), 0)
        return _error(f"line {number}: {name}" if number else name, problem, advice)
