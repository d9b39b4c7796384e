"""The user's settings, read once from `config.toml`, and the user's folders.

A setting that isn't understood is an error that names its line; there is no guessing.
"""

import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import platformdirs

from tui.commands import BY_ID, Command
from tui.errors import USAGE, VariorumError
from tui.keyboard_layouts import LATIN, LAYOUTS
from tui.lazy_imports import lazy_imports

with lazy_imports():
    import codecs
    import tomllib

NAME = "variorum"
NOWHERE = Path(os.devnull) / NAME
"""Parent of the folders of a user without a home: no file can be read or made there."""
WIDTHS = range(20, 121)
_NO_TEXT = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"})
"""Codecs of Python that are no encodings of text."""
_MARKS = ("1", "2", "3", "4", "5")
"""Kinds of marks, as their names are given in the configuration."""
_NAME_LONGEST = 60
"""Code points of the name of a kind of mark."""
_KEY = re.compile(
    r"(?:(?:ctrl|shift|alt)\+)*(?:\S|f\d{1,2}|up|down|left|right|space|enter|tab|escape|backspace"
    r"|delete|insert|home|end|pageup|pagedown|[a-z]+(?:_[a-z]+)+)"
)


class SettingsError(VariorumError):
    """The configuration can't be followed; the message begins with the file and the line."""

    code = USAGE


@dataclass(frozen=True, slots=True)
class Settings:
    """The user's choices; the defaults apply to those that are not made."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """Command ids and the keys, comma-separated, that replace the default ones."""
    width: int = 76
    """Cells of the reader's text column, at most."""
    secure: bool = False
    """True if no editor, shell or link is opened, and no file outside the corpus."""
    index: Path | None = None
    """A shared index, which is only read."""
    notes_folder: Path | None = None
    """Folder of a second copy of the notes, as Markdown that any editor may change."""
    mark_names: Mapping[int, str] = field(default_factory=dict)
    """Names of the five kinds of marks, by number."""
    encodings: Mapping[str, str] = field(default_factory=dict)
    """Patterns of file names, and the encodings in which files of these names are read."""
    semantic: bool = True
    """True if matches are rescored by meaning, if that layer is installed."""
    keyboard: str = ""
    """The layout of the keyboard; empty to detect it by the typed letters."""
    watch: bool = True
    """True if files that appear, change or vanish in the folders are taken in while one reads."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The user's folders; each is made when the first file is saved in it."""

    config: Path
    state: Path
    data: Path
    cache: Path
    log: Path
    index: Path | None = None
    """A shared index, which is not the user's: it is only read."""


def folders() -> Folders:
    """Return the folders the platform gives a user's program."""
    dirs = platformdirs.PlatformDirs(NAME, appauthor=False)
    kinds = ("config", "state", "data", "cache", "log")
    return Folders(*(_folder(dirs, kind) for kind in kinds))


def _folder(dirs: platformdirs.PlatformDirs, kind: str) -> Path:
    try:
        folder: Path = getattr(dirs, f"user_{kind}_path")
    except RuntimeError:  # no home is known
        return NOWHERE
    return folder if folder.is_absolute() and not _is_closed(folder) else NOWHERE


def _is_closed(folder: Path) -> bool:
    """Return True if `folder` is in one that may not be entered, as another user's home."""
    try:
        folder.stat()
    except PermissionError:
        return True
    except OSError:
        pass
    return False


def display_path(folder: Path) -> str:
    """Return the path of `folder` in words."""
    return "nowhere: HOME is not set, or closed to you" if folder == NOWHERE else str(folder)


def shared_index_path(settings: Settings, environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return the shared index to read: of VARIORUM_INDEX, if that is set, or the configured one."""
    configured = environ.get("VARIORUM_INDEX")
    if configured is None:
        return settings.index
    return _expand_home(configured) if configured else None


def load_settings(folder: Path, *, secure: bool = False) -> Settings:
    """Return the settings in effect: those in `folder`, changed by the environment.

    The mode is secure if the command line (`secure`), the settings or the environment ask for it.

    Raises:
        SettingsError: If the file can't be read, or a setting isn't understood.
    """
    settings = read_settings(folder)
    return replace(
        settings,
        secure=secure or settings.secure or secure_by_environment(),
        index=shared_index_path(settings),
        semantic=settings.semantic and os.environ.get("VARIORUM_SEMANTIC") != "0",
    )


def secure_by_environment(environ: Mapping[str, str] = os.environ) -> bool:
    """Return True if VARIORUM_SECURE asks for secure mode."""
    return environ.get("VARIORUM_SECURE", "0") not in {"", "0"}


def read_settings(folder: Path) -> Settings:
    """Return the settings in `folder`/config.toml; defaults if there is no such file.

    Raises:
        SettingsError: If the file can't be read, or a setting isn't understood.
    """
    path = folder / "config.toml"
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise SettingsError(f"{path}: it can't be read: {reason}") from error
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: it is not valid TOML: {error}") from error
    return _ConfigText(path, text).parse(values)


class _ConfigText(NamedTuple):
    """A configuration's text, to say where in it something is wrong."""

    path: Path
    text: str

    def parse(self, values: dict[str, object]) -> Settings:
        names = {
            "encodings",
            "index",
            "keyboard",
            "keys",
            "notes",
            "secure",
            "semantic",
            "watch",
            "width",
        }
        for name in values:
            if name not in names:
                raise self._error(name, f"unknown setting; known are {', '.join(sorted(names))}")
        keys = values.get("keys", {})
        if not isinstance(keys, dict):
            raise self._error("keys", "it must be a table: [keys]")
        width = values.get("width", Settings().width)
        if not isinstance(width, int) or isinstance(width, bool) or width not in WIDTHS:
            raise self._error("width", f"it must be a number from {WIDTHS[0]} to {WIDTHS[-1]}")
        return Settings(
            self._keys(keys),
            width,
            self._switch("secure", values, otherwise=False),
            self._path("index", values.get("index", "")),
            *self._notes(values.get("notes", {})),
            self._encodings(values.get("encodings", {})),
            self._switch("semantic", values, otherwise=True),
            self._keyboard(values.get("keyboard", "")),
            self._switch("watch", values, otherwise=True),
        )

    def _keyboard(self, value: object) -> str:
        names = sorted([*LAYOUTS, LATIN])
        if value != "" and value not in names:
            raise self._error("keyboard", f"it must be one of {', '.join(names)}, in quotes")
        return str(value)

    def _switch(self, name: str, values: dict[str, object], *, otherwise: bool) -> bool:
        value = values.get(name, otherwise)
        if not isinstance(value, bool):
            raise self._error(name, "it must be true or false")
        return value

    def _path(self, name: str, value: object) -> Path | None:
        if not isinstance(value, str) or "\0" in value:
            raise self._error(name, 'it must be a path, such as "~/notes"')
        return _expand_home(value) if value else None

    def _notes(self, table: object) -> tuple[Path | None, dict[int, str]]:
        """Return the folder of notes and the names of marks."""
        if not isinstance(table, dict) or set(table) - {"folder", "marks"}:
            raise self._error("notes", "it must be a table with a folder or marks: [notes]")
        return (
            self._path("notes.folder", table.get("folder", "")),
            self._mark_names(table.get("marks", {})),
        )

    def _mark_names(self, table: object) -> dict[int, str]:
        if not isinstance(table, dict) or set(table) - set(_MARKS):
            raise self._error("notes.marks", 'it must be a table of names for 1 to 5: 1 = "fact"')
        for number, name in table.items():
            if not (isinstance(name, str) and name.isprintable() and len(name) <= _NAME_LONGEST):
                problem = f"its name must be one line in quotes, at most {_NAME_LONGEST} characters"
                raise self._error(f"notes.marks.{number}", problem)
        names = {int(number): " ".join(name.split()) for number, name in table.items()}
        return {number: name for number, name in names.items() if name}

    def _encodings(self, table: object) -> dict[str, str]:
        if not isinstance(table, dict):
            raise self._error("encodings", "it must be a table: [encodings]")
        encodings = {}
        for pattern, name in table.items():
            standard = standard_encoding(name) if isinstance(name, str) else ""
            if not standard:
                raise self._error(pattern, f"{name!r} is no encoding known here")
            encodings[os.path.expanduser(pattern)] = standard  # noqa: PTH111  # a pattern is no path
        return encodings

    def _keys(self, table: dict[str, object]) -> dict[str, str]:
        flat: dict[str, object] = {}
        for name, value in table.items():  # `move.line_down = "j"` without quotes is a table
            inner = value.items() if isinstance(value, dict) else ()
            flat.update({f"{name}.{verb}": keys for verb, keys in inner} or {name: value})
        for name, value in flat.items():
            if name not in BY_ID:
                raise self._error(
                    name, "unknown action; `variorum --help` says where all are listed"
                )
            if not isinstance(value, str) or not value.strip():
                raise self._error(name, 'its keys must be a string, such as "j,down"')
            for key in value.split(","):
                if key.strip() and not _KEY.fullmatch(key.strip()):
                    raise self._error(name, f"unknown key {key.strip()!r}")
        self._refuse_clashes({name: str(value) for name, value in flat.items()})
        return {name: str(value) for name, value in flat.items()}

    def _refuse_clashes(self, changed: dict[str, str]) -> None:
        """Check that no two commands have one key: one of them could not be called.

        Raises:
            SettingsError: If two commands clash.
        """
        owners = {
            (area, key): command.id
            for command in BY_ID.values()
            if command.id not in changed
            for area in _areas(command)
            for key in command.keys
        }
        for name, keys in changed.items():
            for key in (k.strip() for k in keys.split(",") if k.strip()):
                for area in _areas(BY_ID[name]):
                    owner = owners.setdefault((area, key), name)
                    if owner != name:
                        raise self._error(name, f"the key {key!r} is taken by {owner}")

    def _error(self, name: str, problem: str) -> SettingsError:
        verb = re.escape(name if "*" in name else name.rpartition(".")[2])
        pattern = re.compile(rf'^\s*(?:\[\s*)?["\']?(?:[\w.]+\.)?["\']?{verb}["\']?\s*[=\].]')
        for number, line in enumerate(self.text.splitlines(), 1):
            if pattern.match(line):
                return SettingsError(f"{self.path}, line {number}: {name}: {problem}")
        return SettingsError(f"{self.path}: {name}: {problem}")


def _expand_home(path: str) -> Path:
    return Path(os.path.expanduser(path))  # noqa: PTH111  # Path's own fails without a home


def _areas(command: Command) -> Collection[str]:
    """Return the areas in which the keys of `command` work; most areas are one, without a name."""
    return command.area.areas_at_once if command.area.has_own_keys else ("",)


def standard_encoding(name: str) -> str:
    """Return the standard name of the encoding of text called `name`; empty if there is none."""
    try:
        standard = codecs.lookup(name.strip()).name
        b" ".decode(standard)  # a codec between bytes, or none at all, decodes no text
    except (LookupError, ValueError):
        return ""
    return "" if standard.replace("-", "_") in _NO_TEXT else standard
