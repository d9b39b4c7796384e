"""The configurations of the folders of a corpus, each in effect for the files below its folder.

A configuration that can't be used is a problem to be told; its files are read without it.
"""

import os
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from tui.corpus.configuration.corpus_config import CONFIG_FILE, NO_CONFIG, CorpusConfig
from tui.corpus.file_contents import Stamp, stamp_of
from tui.lazy_imports import lazy_imports
from tui.storage.disk_timeout import is_folder
from tui.text.sanitization import clean_line

with lazy_imports():
    from tui.corpus.configuration import config_file


class _Folder(NamedTuple):
    """A folder, with the configuration in it as it was read last."""

    path: Path
    shown: str
    """Its absolute path, links as they are."""
    stamp: Stamp | None
    """The stamp of the file; None if there is none."""
    config: CorpusConfig = NO_CONFIG
    problem: str = ""


class FolderConfigs:
    """The configurations of the folders that the paths of a corpus name; threads may ask."""

    def __init__(
        self, paths: Iterable[Path] = (), *, secure: bool = False, looks_above: bool = False
    ) -> None:
        """Read the configurations in the folders among `paths`, and beside the files.

        Args:
            paths: The paths of the corpus.
            secure: True to read none beside a file: it lies outside the corpus.
            looks_above: True if the nearest one in a folder above a file is in effect for it, too:
                for files of corpora that are not named.
        """
        self._lock = threading.Lock()
        self._looks_above = looks_above and not secure
        self._above: dict[Path, bool] = {}
        """The folders above files that were looked into; True if a configuration is in it."""
        paths = list(paths)
        is_folder_by_path = {path: is_folder(path) for path in paths}
        self._is_one_folder = list(is_folder_by_path.values()) == [True]
        folders = dict.fromkeys(
            path if is_directory else path.parent
            for path, is_directory in is_folder_by_path.items()
            if is_directory or not secure
        )
        with_configs = (_read(_Folder(path, os.path.abspath(path), None)) for path in folders)  # noqa: PTH100
        self._folders = sorted(with_configs, key=lambda folder: -len(folder.shown))

    @property
    def own(self) -> CorpusConfig:
        """The configuration of the corpus: of its one folder; `NO_CONFIG` of several paths."""
        return self._folders[0].config if self._is_one_folder else NO_CONFIG

    @property
    def problems(self) -> list[str]:
        """The reasons why configurations are not used, each with its folder."""
        return [
            f"{_display_name(folder.path)}: {folder.problem}"
            for folder in self._folders
            if folder.problem
        ]

    def find(self, path: Path) -> tuple[CorpusConfig, str]:
        """Return the configuration in effect for a file, and the file's path below its folder."""
        if self._looks_above:
            self._look_above(path)
        if not any(folder.config.folder for folder in self._folders):
            return NO_CONFIG, ""
        absolute_path = os.path.abspath(path)  # noqa: PTH100  # asks no disk
        for folder in self._folders:
            if absolute_path.startswith(folder.shown.rstrip(os.sep) + os.sep):
                return folder.config, os.path.relpath(absolute_path, folder.shown).replace(
                    os.sep, "/"
                )
        real_path = os.path.realpath(path)
        for folder in self._folders:
            if folder.config.folder and real_path.startswith(
                folder.config.folder.rstrip(os.sep) + os.sep
            ):
                relative_path = os.path.relpath(real_path, folder.config.folder)
                return folder.config, relative_path.replace(os.sep, "/")
        return NO_CONFIG, ""

    def _look_above(self, path: Path) -> None:
        """Read the nearest configuration in a folder above a file."""
        with self._lock:
            for folder in Path(os.path.realpath(path)).parents:
                if folder not in self._above:
                    folder_above = _read(_Folder(folder, str(folder), None))
                    self._above[folder] = bool(folder_above.stamp)
                    if folder_above.stamp:
                        all_folders = [*self._folders, folder_above]
                        self._folders = sorted(
                            all_folders, key=lambda known_folder: -len(known_folder.shown)
                        )
                if self._above[folder]:
                    return

    def outlet(self, path: Path, entry: str = "") -> str:
        """Return the outlet stated for an article; empty if none is."""
        config, relative_path = self.find(path)
        return config.outlet(_article(relative_path, entry)) if relative_path else ""

    def group(self, path: Path, entry: str = "") -> str:
        """Return the group stated for an article; empty if none is."""
        config, relative_path = self.find(path)
        return config.group(_article(relative_path, entry)) if relative_path else ""

    def refresh(self) -> bool:
        """Read the files again that have changed; return True if a configuration differs now."""
        with self._lock:
            folders = self._folders
            self._folders = [_read(folder) for folder in folders]
            return [folder.config for folder in folders] != [
                folder.config for folder in self._folders
            ]


def _read(folder: _Folder) -> _Folder:
    """Return a folder with its configuration as it is now; the last one if it can't be used."""
    try:
        stamp = stamp_of(folder.path / CONFIG_FILE)
    except (FileNotFoundError, NotADirectoryError):
        return folder._replace(stamp=None, config=NO_CONFIG, problem="")
    except OSError:
        return folder
    if stamp == folder.stamp:
        return folder
    try:
        config = config_file.read_config(folder.path)
    except config_file.ConfigError as error:
        return folder._replace(stamp=stamp, problem=str(error))
    return folder._replace(stamp=stamp, config=config, problem="")


def _display_name(folder: Path) -> str:
    return clean_line(os.fsencode(folder).decode("utf-8", "backslashreplace"), 4_000)


def _article(relative_path: str, entry: str) -> str:
    """Return an article as patterns name it: its file below the folder, and its entry in it."""
    return f"{relative_path}#{entry}" if entry else relative_path


NO_CONFIGS = FolderConfigs()
