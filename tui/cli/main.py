"""The command line: it is parsed here; Textual is imported only for the screen.

Exit codes: 0 done, 1 it could not be done, 2 wrong usage.
"""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from tui import __version__
from tui.cli.argument_parser import Parser
from tui.cli.corpus_options import (
    add_encoding,
    add_log_level,
    add_secure,
    encodings_of,
    log_level,
    start,
)
from tui.cli.messages import complain, report_errors
from tui.cli.streams import finish, prepare_streams, read_input
from tui.errors import FAILED, USAGE
from tui.lazy_imports import lazy_imports
from tui.log.log_file import logger, start_log
from tui.processes.termination import end_on_signals, end_without_threads
from tui.reading_state import preferences
from tui.settings import Folders, Settings, display_path, folders
from tui.storage.disk_timeout import LIMIT, call_with_timeout, end_threads
from tui.workspace.prefetch import start_prefetch

with lazy_imports():
    # asyncio and Textual import these for features that the reader has no use for.
    import asyncio.sslproto  # noqa: F401
    import difflib
    import mimetypes  # noqa: F401
    import ssl  # noqa: F401
    import threading

    from tui import app
    from tui.cli import (
        compare_command,
        index_command,
        matches_command,
        mouse_option,
        notes_command,
        search_command,
    )
    from tui.cli.add import command as add_command
    from tui.cli.doctor import report as doctor_report
    from tui.cli.init import command as init_command
    from tui.cli.partitioned import index_paths
    from tui.cli.report import command as report_command
    from tui.corpus import corpus_file, loader
    from tui.index.partitioned import partitioned_index
    from tui.storage import path_scope
    from tui.terminal import tty
    from tui.terminal.probe import capabilities
    from tui.text import sanitization
    from tui.text.parsing import document_parser
    from tui.workspace import indexed_articles
    from tui.workspace import workspace as corpus_workspace

if TYPE_CHECKING:
    from tui.corpus.corpus_file import CorpusFile
    from tui.corpus.file_encodings import FileEncodings
    from tui.terminal.probe.capabilities import Capabilities
    from tui.terminal.tty import Attached
    from tui.workspace.indexed_articles import IndexedCorpus
    from tui.workspace.workspace import Workspace

DONE = 0

_COMMANDS = (
    "matches",
    "compare",
    "report",
    "search",
    "index",
    "add",
    "notes",
    "init",
    "doctor",
)

_SELDOM = (20_000, 10, 1_000)
"""Numbers of new objects between two garbage collections in a command without a screen, and of
collections until older objects join: those that remain are the results, of which none is garbage.
"""
_TURN = 0.0005
"""Longest time in seconds that a reading or comparing thread may delay the screen's thread."""

_PAINTS = "120"
"""Largest number of paints a second; with Textual's 60 a key waited up to 16 ms."""

_EPILOG = """\
commands:
  variorum PATH…                  read the articles in these files and folders
  variorum --index FOLDER         read the articles of a partitioned index
  variorum -                      read one article from standard input
  variorum matches PATH… [--json] print the matching passages of the articles
  variorum compare PATH… [--json] print unique sentences, omissions and differences
  variorum report PATH… -o FILE   write the comparison as a page (HTML)
  variorum search WORDS PATH…     print the sentences that have some words
  variorum index PATH… [--to FILE] compare the articles before reading
  variorum add URL… [--to FOLDER] fetch pages from the web into a folder
  variorum notes COMMAND          list, show, add, edit, rm, tag, export or import notes
  variorum init FOLDER            write variorum.toml: title, letters, outlets … of a corpus
  variorum doctor                 say what this terminal can do, for a bug report

Press ? in the reader for the keys. They can be changed in config.toml, in the folder
{config}; the actions are listed in docs/keys.md of the project."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    prepare_streams()
    return finish(lambda: _obey(words))


@report_errors
def _obey(words: Sequence[str]) -> int:
    try:
        if words and (serve := _command(words[0])):
            return _serve(serve, words[1:])
        options = _parser().parse_args(words)
        level = log_level(options.log_level)
        if options.index:
            return _read_index(options.index, options.paths, secure=options.secure, level=level)
        return _read(options.paths, secure=options.secure, encoding=options.encoding, level=level)
    except KeyboardInterrupt:
        return 130


def _command(name: str) -> Callable[[Sequence[str]], int] | None:  # noqa: PLR0911  # a table
    """Return the function that runs a command; None if there is no command of this name."""
    match name:
        case "matches":
            return matches_command.print_matches
        case "compare":
            return compare_command.print_comparison
        case "report":
            return report_command.write_report
        case "search":
            return search_command.print_search
        case "index":
            return index_command.make_index
        case "add":
            return add_command.add_pages
        case "notes":
            return notes_command.serve_notes
        case "init":
            return init_command.write_config
        case "doctor":
            return doctor_report.examine
        case _:
            return None


def _serve(serve: Callable[[Sequence[str]], int], words: Sequence[str]) -> int:
    """Run a command without a screen."""
    gc.set_threshold(*_SELDOM)  # most objects live until the program ends
    end_on_signals()
    return serve(words)


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="variorum",
        description="Read many accounts of one thing, side by side, in a terminal.",
        epilog=_EPILOG.format(config=display_path(folders().config)),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", help="a file or a folder; - is stdin")
    parser.add_argument(
        "--index",
        type=Path,
        metavar="FOLDER",
        help="read the articles of a partitioned index, which `variorum index` makes",
    )
    add_encoding(parser)
    add_secure(parser)
    add_log_level(parser)
    parser.add_argument("--version", action="version", version=f"variorum {__version__}")
    return parser


def _read(named_paths: Sequence[str], *, secure: bool, encoding: str, level: str) -> int:
    """Open the reader on the paths that the user named, or on the last ones."""
    paths = named_paths or preferences.paths(folders().state)
    if not paths:
        return complain("nothing to read: name files or folders, or - for standard input", USAGE)
    missing = [path for path in paths if path != "-" and _is_missing(path)]
    if missing and (named_paths or len(missing) == len(paths)):
        return complain(_missing_path(missing[0], is_first=missing[0] == paths[0]), USAGE)
    if problem := index_paths.index_among(Path(path) for path in paths if path != "-"):
        return complain(problem, USAGE)
    if problem := _unfit_terminal():
        return complain(problem, USAGE)
    user_folders, settings = start(secure=secure)
    if problem := _misplaced_notes(settings, paths):
        return complain(f"{user_folders.config / 'config.toml'}: {problem}", USAGE)
    return _draw(paths, user_folders, settings, encoding, level)


def _missing_path(path: str, *, is_first: bool) -> str:
    """Return the message on a path without a file; the first one may be a misspelt command."""
    problem = f"{_safe(path)}: there is no such file or folder"
    if not is_first or os.sep in path:
        return problem
    similar = difflib.get_close_matches(path, _COMMANDS, 1)
    advice = (
        f"did you mean `variorum {similar[0]}`?"
        if similar
        else "`variorum --help` lists the commands"
    )
    return f"{problem}, and no such command; {advice}"


def _unfit_terminal() -> str:
    """Return the reason why there can be no screen; empty if there can."""
    if os.environ.get("TERM", "") in {"", "dumb", "unknown"}:
        return "this terminal can't show full screens (TERM is not set or dumb)"
    if not sys.stdout.isatty():
        return "standard output is no terminal; `variorum matches` prints"
    return ""


def _is_missing(path: str) -> bool:
    """Return True if no file is at `path`; False if its disk or its folder doesn't tell."""
    try:
        call_with_timeout(os.lstat, path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        return False
    return False


def _misplaced_notes(settings: Settings, paths: Sequence[str]) -> str:
    """Return the reason why the folder of notes can't be used as set; empty if it can."""
    if settings.notes_folder is None or settings.secure:
        return ""
    if settings.notes_folder not in path_scope.PathScope(
        Path(path) for path in paths if path != "-"
    ):
        return ""
    notes_folder = _safe(str(settings.notes_folder))
    return (
        f"notes.folder: {notes_folder} is in the corpus, which is never written to; choose another"
        " place"
    )


def _draw(
    paths: Sequence[str], user_folders: Folders, settings: Settings, encoding: str, level: str
) -> int:
    gc.disable()  # start-up makes many objects and frees few; the app enables it again
    sys.setswitchinterval(_TURN)
    files = [Path(path) for path in paths if path != "-"]
    encodings = encodings_of(files, user_folders, settings, encoding, tells=False)
    end_threads()  # before the fork of the prefetch process
    can_prefetch = "-" not in paths
    prefetched = (
        start_prefetch(files, user_folders, encodings, secure=settings.secure)
        if can_prefetch
        else None
    )
    standard_input = None if can_prefetch else _read_standard_input(encodings)
    start_log(user_folders.log, level)
    terminal = _prepare_terminal()
    attached = tty.attach_terminal()
    workspace = corpus_workspace.Workspace(
        files,
        user_folders,
        standard_input,
        secure=settings.secure,
        semantic=settings.semantic,
        prefetched=prefetched,
        encodings=encodings,
        mark_names=settings.mark_names,
    )
    logger(__name__).info("reading %s on %s", files, terminal)
    return _show(workspace, user_folders, settings, terminal, attached)


def _read_index(folder: Path, paths: Sequence[str], *, secure: bool, level: str) -> int:
    """Open the reader on a partitioned index."""
    if paths:
        return complain("name files, or --index FOLDER, not both", USAGE)
    if find_spec("pyarrow") is None:
        return complain("Parquet is not installed: pip install 'variorum[parquet]'", FAILED)
    if problem := _unfit_terminal():
        return complain(problem, USAGE)
    user_folders, settings = start(secure=secure)
    index = partitioned_index.PartitionedIndex(folder)
    gc.disable()
    sys.setswitchinterval(_TURN)
    start_log(user_folders.log, level)
    terminal = _prepare_terminal()
    attached = tty.attach_terminal()
    corpus = indexed_articles.IndexedCorpus(index, user_folders, settings)
    logger(__name__).info("reading the index %s on %s", folder, terminal)
    return _show(corpus, user_folders, settings, terminal, attached)


def _prepare_terminal() -> "Capabilities":
    """Return the capabilities of the terminal; Textual gets to know them when it is imported."""
    terminal = mouse_option.with_mouse(capabilities.find_capabilities(os.environ), os.environ)
    if terminal.colour_system:  # Textual's guess covers fewer terminals; it reads this at import
        os.environ.setdefault("TEXTUAL_COLOR_SYSTEM", terminal.colour_system)
    os.environ.setdefault("TEXTUAL_FPS", _PAINTS)  # Textual reads it at import, too

    return terminal


def _show(
    workspace: "Workspace | IndexedCorpus",
    user_folders: Folders,
    settings: Settings,
    terminal: "Capabilities",
    attached: "Attached",
) -> int:
    """Run the reader until it is left; return the exit code."""
    driver, link = (os.environ.get(f"VARIORUM_{name}", "") for name in ("DRIVER", "LINK"))
    language = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    reader = app.ReaderApp(
        workspace, settings, user_folders, terminal, driver=driver, link=link, language=language
    )
    try:
        reader.run(mouse=terminal.mouse)
    finally:
        workspace.keep_paths()
        workspace.close()
        attached.restore()
    for file in workspace.unsaved_words:
        complain(f"your text could not be saved as a note; it is in {file}", FAILED)
    if reader.return_code == FAILED:
        detail = f"; the details are in {reader.crash_log}" if reader.crash_log else ""
        complain(f"the program failed{detail}", FAILED)
    code = reader.return_code or DONE
    end_without_threads(code)
    return code


def _read_standard_input(encodings: "FileEncodings") -> "CorpusFile":
    """Return the article on standard input."""
    name = Path(corpus_file.STANDARD_INPUT)
    timer = threading.Timer(
        LIMIT, complain, ("standard input has not ended yet; Ctrl-C stops waiting", DONE)
    )
    timer.daemon = True
    timer.start()
    try:
        data = read_input()
    finally:
        timer.cancel()
    return loader.parse_bytes(
        "-", name, "standard input", data, document_parser.Format.PLAIN, encodings=encodings
    )


def _safe(name: str) -> str:
    return sanitization.clean_line(name)
