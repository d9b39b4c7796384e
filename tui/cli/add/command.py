"""`variorum add`: fetches pages and saves them in a folder, for the reader to take in."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from tui.cli.argument_parser import Parser
from tui.cli.corpus_options import add_log_level, log_level, start
from tui.cli.messages import complain, report_errors, tell
from tui.corpus.extracted.reader_processes import start_reader
from tui.errors import FAILED, USAGE
from tui.fetching.fetched_page import LARGEST, SECONDS, FetchError
from tui.formats.detection import FileFormat
from tui.lazy_imports import lazy_imports
from tui.log.log_file import logger, start_log
from tui.text.sanitization import clean_line

with lazy_imports():
    from tui.corpus.additions import addition, page_content
    from tui.fetching import page_fetcher, web_address

if TYPE_CHECKING:
    from tui.corpus.additions.addition import Addition, Outcome

DONE, STOPPED = 0, 130
_SHOWN = 800
"""Code points of a path in a message."""


@report_errors
def add_pages(arguments: Sequence[str]) -> int:
    """Fetch the pages that the command line names; return the exit code."""
    options = _parser().parse_args(arguments)
    user_folders, settings = start(secure=options.secure)
    start_log(user_folders.log, log_level(options.log_level))
    if settings.secure:
        return complain("add: nothing is fetched in secure mode", USAGE)
    folder: Path = options.to
    if folder.exists() and not folder.is_dir():
        return complain(f"{_display_path(folder)}: this is no folder; name one with --to", USAGE)
    if not folder.absolute().parent.is_dir():
        return complain(
            f"{_display_path(folder.parent)}: there is no such folder; make it first", USAGE
        )
    # The reader of pages takes longest to import: it does so while all else is imported and the
    # first page is on its way.
    preparation = Thread(target=start_reader, args=(FileFormat.HTML,), daemon=True)
    preparation.start()
    addresses = list(dict.fromkeys(web_address.WebAddress.parse(text) for text in options.urls))
    fetcher = page_fetcher.PageFetcher(tell, private=options.private)
    counts = dict.fromkeys(addition.Outcome, 0)
    failed = 0
    try:
        for address in addresses:
            try:
                page = fetcher.fetch(address)
                preparation.join()
                result = addition.add_page(page, folder)
            except (FetchError, page_content.AdditionError) as error:
                failed += 1
                tell(error)
                logger(__name__).info("a page can't be added: %s", error)
            else:
                counts[result.outcome] += 1
                _report(result, folder)
    except KeyboardInterrupt:
        _summarize(counts, failed, folder)
        return complain("stopped; the pages so far are saved", STOPPED)
    if len(addresses) > 1:
        _summarize(counts, failed, folder)
    return FAILED if failed else DONE


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="variorum add",
        description="Fetch pages from the web and save them in a folder: the article as Markdown,"
        " the page as it came in the hidden folder .pages there. Feeds, PDF files and other"
        " documents are saved as they come. A reader that is open on the folder takes them in.",
        epilog="robots.txt and the pauses that a site asks for are heeded. A page takes at most"
        f" {SECONDS:.0f} s and {LARGEST >> 20} MB. No file is overwritten: a page that has changed"
        " is saved as a new version. Exit codes: 0 all pages are there, 1 not all, 2 wrong usage.",
    )
    parser.add_argument(
        "urls", nargs="+", metavar="URL", help="the address of a page, with https://"
    )
    parser.add_argument(
        "-o",
        "--to",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="the folder to save in, made if it is missing (default: the current one)",
    )
    parser.add_argument(
        "--private",
        action="store_true",
        help="also fetch from private networks, the local link and this machine",
    )
    parser.add_argument("--secure", action="store_true", help="fetch nothing, as in secure mode")
    add_log_level(parser)
    return parser


def _report(result: "Addition", folder: Path) -> None:
    """Print what became of a page."""
    file = _display_path(folder / result.file)
    title = f": {result.title}" if result.title else ""
    match result.outcome:
        case addition.Outcome.SAVED:
            line = f"saved {file}{title}"
        case addition.Outcome.NEW_VERSION:
            line = f"saved {file}, a new version of {_display_path(Path(result.earlier))}{title}"
        case addition.Outcome.UNCHANGED:
            line = f"unchanged since {file} was saved{title}"
    _print(line)
    if result.problem:
        tell(f"{file}: saved as it came, but the reader can't read it: {result.problem}")


def _summarize(counts: dict["Outcome", int], failed: int, folder: Path) -> None:
    saved = counts[addition.Outcome.SAVED] + counts[addition.Outcome.NEW_VERSION]
    parts = [f"{saved} page{'s' * (saved != 1)} saved in {_display_path(folder.absolute())}"]
    if number := counts[addition.Outcome.NEW_VERSION]:
        parts.append(f"{number} of them new version{'s' * (number != 1)}")
    if number := counts[addition.Outcome.UNCHANGED]:
        parts.append(f"{number} unchanged")
    if failed:
        parts.append(f"{failed} failed")
    _print(", ".join(parts))


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _display_path(path: Path) -> str:
    return clean_line(str(path), _SHOWN)
