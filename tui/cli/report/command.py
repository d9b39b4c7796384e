"""`variorum report`: one page on the comparison of a corpus, or the same as JSON.

Offsets are code points of each file's own decoded text; the same corpus and notes give the same
bytes.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tui.cli.argument_parser import Parser
from tui.cli.compare_command import Compared, compare_files
from tui.cli.corpus_options import encodings_of, log_level, start
from tui.cli.json_output import in_json
from tui.cli.matches_command import add_comparing, add_files, unmet
from tui.cli.messages import report_errors, tell
from tui.cli.report.report_file import NOTES, require_free, write_file
from tui.cli.streams import STANDARD_OUTPUT, is_stream, print_text
from tui.errors import FAILED, USAGE
from tui.exports.report.assembly import ArticleFile, assemble_report
from tui.exports.report.contents import Report
from tui.exports.report.page import report_page
from tui.log.log_file import start_log
from tui.notes.note_reports import NoteReports
from tui.notes.note_store import NoteStore
from tui.settings import Folders, Settings
from tui.storage.existence import may_exist
from tui.text.sanitization import clean_line

DONE = 0


@report_errors
def write_report(arguments: Sequence[str]) -> int:
    """Write a report on the articles that the command line names; return the exit code."""
    options = _parser().parse_args(arguments)
    if problem := unmet(semantic=bool(options.semantic)):
        tell(problem)
        return USAGE
    user_folders, settings = start(secure=options.secure)
    start_log(user_folders.log, log_level(options.log_level))
    if not (options.output or options.json) and sys.stdout.isatty():
        tell("a page is no text to read here: name a file with -o FILE, or - for this terminal")
        return USAGE
    output = options.output or STANDARD_OUTPUT
    report_path = None if is_stream(output) else Path(output)
    if report_path:
        # checked before the work, and again after it
        require_free(report_path, user_folders, force=options.force)
    compared = compare_files(options, user_folders, settings)
    if not compared.collation.documents:
        return FAILED
    report = assemble_report(
        compared.comparison,
        {name: _file(compared, name) for name in compared.collation.documents},
        _notes(options, user_folders, settings),
        meaning=compared.is_semantic,
        title=compared.title,
    )
    text = "".join(in_json(as_data(report), in_ascii=True)) if options.json else report_page(report)
    if report_path is None:
        return print_text(output, text)
    sources = [source.path for source in compared.sources.values()]
    write_file(report_path, text, sources, user_folders, force=options.force)
    return DONE


def as_data(report: Report) -> Mapping[str, Any]:
    """Return a report as plain values, for JSON."""
    return {
        "layers": list(report.layers),
        "documents": map(asdict, report.articles),
        "claims": map(asdict, report.claims),
        "differences": (
            asdict(difference) for claim in report.differing for difference in claim.differences
        ),
        "quotes": map(asdict, report.quotes),
        "families": map(asdict, report.families),
        "notes": map(asdict, report.notes),
    }


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="variorum report",
        description="Write one page (HTML) on the claims, differences, quotations, omissions and"
        " unique sentences of the articles, with your notes.",
    )
    add_files(parser)
    parser.add_argument(
        "-o",
        "--output",
        "--to",
        default="",
        metavar="FILE",
        help="the file to write (default: standard output, as with -, if that is no terminal); only"
        " an unchanged earlier report is overwritten",
    )
    parser.add_argument("--force", action="store_true", help="overwrite any file except an article")
    parser.add_argument("--json", action="store_true", help="the same as JSON, for other programs")
    add_comparing(parser)
    return parser


def _file(compared: Compared, name: str) -> ArticleFile:
    source, metadata = compared.sources[name], compared.about[name]
    return ArticleFile(
        path=os.fsencode(source.path).decode("utf-8", errors="surrogateescape"),
        key=source.key,
        name=clean_line(compared.file_names[name]),
        outlet=clean_line(metadata.outlet) if metadata.outlet else None,
        date=metadata.date or None,
    )


def _notes(options: argparse.Namespace, user_folders: Folders, settings: Settings) -> Iterator[Any]:
    """Yield the notes on the files; none if no note was ever written."""
    if not may_exist(user_folders.data / NOTES):
        return
    paths = [Path(name) for name in options.paths]
    encodings = encodings_of(paths, user_folders, settings, options.encoding, tells=False)
    with closing(NoteStore(user_folders.data / NOTES, settings.mark_names)) as notes:
        reports = NoteReports(notes, paths, secure=settings.secure, encodings=encodings)
        yield from reports.summaries()
