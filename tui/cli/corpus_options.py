"""Common start of commands that read a corpus: folders and options.

One rule: it runs before any file of a corpus is read or written.
"""

import argparse
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.messages import tell
from tui.lazy_imports import lazy_imports
from tui.log.log_file import LEVEL, LEVELS, LOG_FILE
from tui.settings import Folders, Settings, SettingsError, folders, load_settings, standard_encoding

with lazy_imports():
    from tui.corpus import file_encodings, loader
    from tui.corpus.configuration import folder_configs
    from tui.reading_state import preferences
    from tui.storage import permissions

if TYPE_CHECKING:
    from tui.corpus.file_encodings import FileEncodings


def add_secure(parser: argparse.ArgumentParser) -> None:
    """Add the option for secure mode."""
    parser.add_argument(
        "--secure",
        action="store_true",
        help="open no editor, shell or link, and no file outside the corpus",
    )


def add_log_level(parser: argparse.ArgumentParser) -> None:
    """Add the option for the level of the log file."""
    parser.add_argument(
        "--log-level",
        choices=LEVELS,
        default="",
        help=f"the level of {LOG_FILE}, for a bug report (default {LEVEL})",
    )


def log_level(chosen: str) -> str:
    """Return the level of the log file: `chosen`, or the environment's, or the default.

    Raises:
        SettingsError: If there is no such level.
    """
    level = chosen or os.environ.get("VARIORUM_LOG_LEVEL", "").lower() or LEVEL
    if level not in LEVELS:
        raise SettingsError(
            f"VARIORUM_LOG_LEVEL: {level!r} is not a level", advice=f"use {', '.join(LEVELS)}"
        )
    return level


def start(*, secure: bool) -> tuple[Folders, Settings]:
    """Return the folders and the settings in effect, `secure` if the command line says so.

    Private files that other users could read are made private.

    Raises:
        SettingsError: If the configuration can't be used.
    """
    user_folders = folders()
    settings = load_settings(user_folders.config, secure=secure)
    paths = [path for path in (settings.index, settings.notes_folder) if path]
    permissions.restrict_to_owner(user_folders, paths)
    return replace(user_folders, index=settings.index), settings


def add_encoding(parser: argparse.ArgumentParser) -> None:
    """Add the option for an encoding."""
    parser.add_argument(
        "--encoding",
        type=_encoding,
        default="",
        metavar="NAME",
        help="the encoding of files that are not UTF-8, such as cp1250; detected if not given",
    )


def encodings_of(
    paths: Sequence[Path],
    user_folders: Folders,
    settings: Settings,
    named_encoding: str = "",
    *,
    tells: bool = True,
    looks_above: bool = False,
) -> "FileEncodings":
    """Return the encodings of the files in `paths`: named by the reader, or detected.

    With them come the configurations of the folders; if `looks_above`, also of those above other
    files. Problems of these are printed if `tells`.
    """

    def other_files() -> Iterator[Path]:
        return (
            p for p in loader.find_allowed(paths, secure=settings.secure) if isinstance(p, Path)
        )

    configs = folder_configs.FolderConfigs(paths, secure=settings.secure, looks_above=looks_above)
    for problem in configs.problems if tells else ():
        tell(problem)
    chosen_encodings = preferences.encodings(user_folders.state)
    return file_encodings.FileEncodings(
        named_encoding, settings.encodings, chosen_encodings, other_files, configs
    )


def _encoding(name: str) -> str:
    standard_name = standard_encoding(name)
    if standard_name or not name:
        return standard_name
    raise argparse.ArgumentTypeError(
        f"the encoding {name!r} is unknown; known ones are utf-16, cp1250, iso8859-2, koi8-r, cp932"
    )
