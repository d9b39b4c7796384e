"""`variorum report`: one page on the comparison of a corpus, or the same as JSON.

Offsets are code points of each file's own decoded text; the same corpus and notes give the same
bytes.
"""

import argparse
import os
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
from tui.text.sanitization import clean_line

DONE = 0


@report_errors
def write_report(arguments: Sequence[str]) -> int:
    """Write a report on the articles that the command line names; return the exit code."""
    asked = _parser().parse_args(arguments)
    if problem := unmet(semantic=bool(asked.semantic)):
        tell(problem)
        return USAGE
    ours, settings = start(secure=asked.secure)
    start_log(ours.log, log_level(asked.log_level))
    to = None if is_stream(asked.output) else Path(asked.output)
    if to:
        require_free(to, ours, force=asked.force)  # checked before the work, and again after it
    compared = compare_files(asked, ours, settings)
    if not compared.collation.documents:
        return FAILED
    report = assemble_report(
        compared.comparison,
        {name: _file(compared, name) for name in compared.collation.documents},
        _notes(asked, ours, settings),
        meaning=compared.is_semantic,
        title=compared.title,
    )
    whole = "".join(in_json(as_data(report), in_ascii=True)) if asked.json else report_page(report)
    if to is None:
        return print_text(asked.output, whole)
    sources = [source.path for source in compared.sources.values()]
    write_file(to, whole, sources, ours, force=asked.force)
    return DONE


def as_data(report: Report) -> Mapping[str, Any]:
    """Return a report as plain values, for JSON."""
    return {
        "layers": list(report.layers),
        "documents": map(asdict, report.articles),
        "claims": map(asdict, report.claims),
        "differences": (asdict(one) for claim in report.differing for one in claim.differences),
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
        default=STANDARD_OUTPUT,
        metavar="FILE",
        help="the file to write (default: standard output, as with -); only an unchanged earlier"
        " report is overwritten",
    )
    parser.add_argument("--force", action="store_true", help="overwrite any file except an article")
    parser.add_argument("--json", action="store_true", help="the same as JSON, for other programs")
    add_comparing(parser)
    return parser


def _file(compared: Compared, name: str) -> ArticleFile:
    source, known = compared.sources[name], compared.about[name]
    return ArticleFile(
        path=os.fsencode(source.path).decode("utf-8", errors="surrogateescape"),
        key=source.key,
        name=clean_line(compared.file_names[name]),
        outlet=clean_line(known.outlet) if known.outlet else None,
        date=known.date or None,
    )


def _notes(asked: argparse.Namespace, ours: Folders, settings: Settings) -> Iterator[Any]:
    """Yield the notes on the files; none if no note was ever written."""
    if not (ours.data / NOTES).exists():
        return
    paths = [Path(name) for name in asked.paths]
    encodings = encodings_of(paths, ours, settings, asked.encoding, tells=False)
    with closing(NoteStore(ours.data / NOTES, settings.mark_names)) as notes:
        reports = NoteReports(notes, paths, secure=settings.secure, encodings=encodings)
        yield from reports.summaries()
