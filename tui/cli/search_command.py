"""`variorum search`: the articles of a corpus that have some words, printed with the sentences.

Offsets are code points of each file's own decoded text; the same corpus gives the same bytes.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from tui.cli.argument_parser import Parser
from tui.cli.corpus_options import (
    add_encoding,
    add_log_level,
    add_secure,
    encodings_of,
    log_level,
    start,
)
from tui.cli.index_command import show_progress
from tui.cli.json_output import in_json
from tui.cli.messages import report_errors, tell
from tui.cli.partitioned.index_paths import index_among
from tui.corpus.display_titles import distinct_endings
from tui.corpus.file_encodings import FileEncodings
from tui.corpus.loader import find_allowed
from tui.index.source import Source, inspect_files
from tui.log.log_file import start_log
from tui.search.corpus_search import MOST_ARTICLES, Article, CorpusSearch, Results
from tui.search.word_index import FILE, SearchError
from tui.text.sanitization import clean_line
from tui.text.search_terms import QueryError, query
from tui.text.span import Span

DONE, FAILED, USAGE = 0, 1, 2
_MOST = 100_000


@report_errors
def print_search(arguments: Sequence[str]) -> int:
    """Print the passages of the corpus that match the query.

    Returns:
        The exit code: as grep's, 0 if there was a match and 1 if not.
    """
    parser = Parser(
        prog="variorum search",
        description="Print the sentences of a corpus that have all of some words.",
        epilog='All words must be present; "several words" (for a shell: \'"several words"\')'
        " must be in a row, and word* is the beginning of a word. Exit codes: 0 found,"
        " 1 not found, 2 wrong usage.",
    )
    parser.add_argument(
        "words", metavar="WORDS", help='words, "a phrase", the beginning of a word*'
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
    parser.add_argument("--json", action="store_true", help="as JSON, for other programs")
    parser.add_argument(
        "--most",
        type=_number,
        default=MOST_ARTICLES,
        metavar="N",
        help=f"largest number of articles (default {MOST_ARTICLES})",
    )
    add_encoding(parser)
    add_secure(parser)
    add_log_level(parser)
    options = parser.parse_args(arguments)
    try:
        parsed_query = query(options.words)
    except QueryError as error:
        tell(f"{clean_line(options.words, 60)!r}: {error}")
        return USAGE
    user_folders, settings = start(secure=options.secure)
    start_log(user_folders.log, log_level(options.log_level))
    paths = [Path(name) for name in options.paths]
    encodings = encodings_of(paths, user_folders, settings, options.encoding)
    sources = list(_sources(paths, encodings, secure=settings.secure))
    if not sources:
        tell(index_among(paths) or "nothing to search: no article that can be read")
        if os.path.lexists(options.words):
            tell(f"the words come first: variorum search WORDS {clean_line(options.words)}")
            return USAGE
        return FAILED
    try:
        with (
            show_progress() as progress,
            closing(CorpusSearch(user_folders.cache / FILE, _complain, progress)) as search,
        ):
            results = search.results(sources, parsed_query, options.most)
    except SearchError as error:
        tell(str(error))
        return FAILED
    if options.json:
        sys.stdout.writelines(in_json(_report(sources, results), in_ascii=True))
    else:
        for line in _listing(sources, results):
            print(line)  # noqa: T201
    return DONE if results.articles else FAILED


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= _MOST:
        return int(text[:9])
    raise argparse.ArgumentTypeError(f"it must be a number from 1 to {_MOST}")


def _sources(paths: Sequence[Path], encodings: FileEncodings, *, secure: bool) -> Iterator[Source]:
    """Yield the files that can be searched; print a message on each that can't be read."""
    for source in inspect_files(find_allowed(paths, secure=secure, other_formats=True), encodings):
        if isinstance(source, Source):
            yield source
        else:
            tell(f"{source.id}: {source.problem}")


def _complain(error: Exception) -> None:
    tell(f"the search index is not saved: {error}")


def _report(sources: Iterable[Source], results: Results) -> dict[str, Iterable[Any]]:
    """Return the articles and their hits as plain values, in the files' own code points."""
    sources_by_name = {source.name: source for source in sources}
    documents = (
        {
            "id": article.name,
            "path": os.fsencode(sources_by_name[article.name].path).decode(
                "utf-8", "surrogateescape"
            ),
            "title": article.document.title,
            "encoding": sources_by_name[article.name].encoding,
            "count": article.count,
            "scattered": article.is_scattered,
        }
        for article in results.articles
    )
    hits = (
        {
            **_in_file(article, hit.span),
            "marks": [_in_file(article, mark) for mark in hit.marks],
        }
        for article in results.articles
        for hit in article.hits
    )
    return {"documents": documents, "hits": hits}


def _in_file(article: Article, span: Span) -> dict[str, Any]:
    file_span = article.document.offset_map.span_to_source(span)
    return {"document": article.name, "start": file_span.start, "end": file_span.end}


def _listing(sources: Sequence[Source], results: Results) -> Iterator[str]:
    """Yield the lines on the articles and their sentences, for people."""
    names = _names(sources)
    for article in results.articles:
        remark = ", the words apart" if article.is_scattered else ""
        ending = "" if article.count == 1 else "s"
        yield (
            f"{article.document.title}  ({names[article.name]};"
            f" {article.count} sentence{ending}{remark})"
        )
        for hit in article.hits:
            yield f"  {' '.join(hit.span.of(article.document.text).split())}"
        if (rest_count := article.count - len(article.hits)) > 0:
            yield f"  … and {rest_count} more"
        yield ""
    if results.more:
        yield f"… and {results.more} more articles (--most N)"
    if not results.articles:
        tell("nothing found")


def _names(sources: Sequence[Source]) -> Mapping[str, str]:
    """Return the files' names, with as many of their folders as make them unique."""
    endings = distinct_endings([source.parts for source in sources])
    return dict(zip([source.name for source in sources], endings, strict=True))
