"""`variorum matches`: the contents of the sources panel for a whole corpus, printed.

Offsets are code points of each file's own decoded text; the same corpus gives the same bytes.
"""

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache, lru_cache, partial
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
from tui.cli.json_output import in_json
from tui.cli.messages import report_errors, tell
from tui.cli.partitioned.index_paths import index_among
from tui.corpus.article_names import name_of
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.display_titles import distinct_endings
from tui.corpus.file_encodings import FOUND, FileEncodings
from tui.corpus.loader import find_allowed, natural_order
from tui.embedding import embedding_model
from tui.embedding.embedding_model import INSTALL, ModelError
from tui.errors import FAILED, USAGE
from tui.index.cache.comparison_cache import FILE, ComparisonCache
from tui.index.cache.document_record import DocumentRecord
from tui.index.claim_grouping import remaining_reuse
from tui.index.corpus_matcher import MatchingOptions, Progress
from tui.index.matching_run import MatchingRun, complaint_of
from tui.index.source import Source, inspect_files
from tui.log.log_file import start_log
from tui.matching.config import DEFAULT
from tui.matching.matches import (
    DocumentMatches,
    DocumentRange,
    Kind,
    Match,
    PassageRef,
    latest_per_document,
    passage_pair,
)
from tui.matching.pipeline import MOST_REPEATS, excess_repeats
from tui.settings import Settings, folders
from tui.storage.sqlite_store import StoreError
from tui.text.sentences import LONGEST
from tui.text.span import Span
from tui.workspace.workspace import Workspace

DONE = 0
_LISTED = 12
"""Number of copies of each text that are named."""
_NAMED = 3
"""Number of files that a message names."""
_CHANGED = "it changed while it was read, and is left out"
_KEPT = 1 << 14
"""Passages whose place in their file is remembered: one passage has many matches."""

CorpusMatches = tuple[Mapping[str, Source], Mapping[str, DocumentRecord], Sequence[DocumentMatches]]
"""Files, document records and matches of a corpus, by name."""


@report_errors
def print_matches(arguments: Sequence[str]) -> int:
    """Print the matches of the corpus that the command line names; return the exit code."""
    parser = Parser(prog="variorum matches", description="Print the matching passages of a corpus.")
    add_files(parser)
    parser.add_argument("--json", action="store_true", help="as JSON, for other programs")
    parser.add_argument(
        "--keep-recurring",
        action="store_true",
        help="also match lines that recur in many articles, such as a newsletter's",
    )
    add_comparing(parser)
    options = parser.parse_args(arguments)
    if problem := unmet(semantic=bool(options.semantic)):
        tell(problem)
        return USAGE
    user_folders, settings = start(secure=options.secure)
    start_log(user_folders.log, log_level(options.log_level))
    (sources, records, results), semantic = match_files(
        options,
        settings,
        encodings_of(_paths(options), user_folders, settings, options.encoding),
        keep_recurring=options.keep_recurring,
    )
    if not records:
        return FAILED
    _print_recurring(records, results)
    if options.json:
        sys.stdout.writelines(
            in_json(report(sources, records, results, semantic=semantic), in_ascii=True)
        )
    else:
        print(_layers(semantic=semantic, is_wanted=wants_meaning(options, settings)))  # noqa: T201
        for line in listing(sources, records, results):
            print(line)  # noqa: T201
    return DONE


def add_files(parser: argparse.ArgumentParser) -> None:
    """Add the arguments for the corpus."""
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")


def add_comparing(parser: argparse.ArgumentParser) -> None:
    """Add the options of `match_files`."""
    parser.add_argument(
        "--semantic",
        action=argparse.BooleanOptionalAction,
        help=f"match by meaning, too, or not; the default is yes if it is installed ({INSTALL})",
    )
    add_encoding(parser)
    add_secure(parser)
    add_log_level(parser)


def wants_meaning(options: argparse.Namespace, settings: Settings) -> bool:
    """Return True if the command line, or else the settings, select the meaning layer."""
    is_wanted: bool = settings.semantic if options.semantic is None else options.semantic
    return is_wanted


def match_files(
    options: argparse.Namespace,
    settings: Settings,
    encodings: FileEncodings,
    *,
    keep_recurring: bool = False,
) -> tuple[CorpusMatches, bool]:
    """Match the files that a command line names.

    Returns:
        The matches, and True if the meaning layer scored them, too.

    Raises:
        ModelError: If the command line selects the meaning layer, and it fails.
    """
    semantic = wants_meaning(options, settings) and embedding_model.is_installed()
    run = partial(
        match_paths,
        _paths(options),
        secure=settings.secure,
        index=settings.index,
        encodings=encodings,
        keep_recurring=keep_recurring,
    )
    try:
        return run(semantic=semantic), semantic
    except ModelError as error:
        if options.semantic:
            raise
        tell(error)
        # The comparison by words so far is in the cache and is not repeated.
        return run(semantic=False), False


def _paths(options: argparse.Namespace) -> list[Path]:
    return [Path(name) for name in options.paths]


def unmet(*, semantic: bool) -> str:
    """Return the reason why there is no matching by meaning, with advice.

    It is empty if meaning is not `semantic`, or available.
    """
    try:
        if semantic:
            embedding_model.name()
    except ModelError as error:
        return str(error)
    return ""


def _layers(*, semantic: bool, is_wanted: bool) -> str:
    """Return the line that names the used layers, for people."""
    if semantic:
        return "Matched by words and by meaning.\n"
    is_missing = is_wanted and not embedding_model.is_installed()
    return f"Matched by words alone{f'; by meaning, too: {INSTALL}' if is_missing else ''}.\n"


def match_paths(
    paths: Sequence[Path],
    *,
    semantic: bool,
    secure: bool,
    index: Path | None,
    encodings: FileEncodings = FOUND,
    keep_recurring: bool = False,
) -> CorpusMatches:
    """Return the result of `comparing` without excluded pairs, and with indirect matches."""
    with comparing(
        paths,
        semantic=semantic,
        secure=secure,
        index=index,
        encodings=encodings,
        keep_recurring=keep_recurring,
    ) as (
        sources,
        records,
        results,
        run,
    ):
        return sources, records, list(_group(latest_per_document(results), run, sources))


@contextmanager
def comparing(
    paths: Sequence[Path],
    progress: Progress = lambda *_: None,
    *,
    semantic: bool = False,
    secure: bool,
    index: Path | None = None,
    encodings: FileEncodings = FOUND,
    keep_recurring: bool = False,
) -> Iterator[
    tuple[
        Mapping[str, Source], Mapping[str, DocumentRecord], Iterator[DocumentMatches], MatchingRun
    ]
]:
    """Give the comparison of the files in `paths`, open until the context ends.

    Recurring sentences are left out, unless `keep_recurring`. Standard error gets a message on each
    file that can't be read and on results that can't be saved. If `secure`, no file outside the
    paths is read. A shared `index` is read.

    Raises:
        ModelError: `semantic` is true and the model can't be used.
    """
    if semantic:
        embedding_model.name()
    inspected_files = list(
        inspect_files(find_allowed(paths, secure=secure, other_formats=True), encodings)
    )
    sources = {source.name: source for source in inspected_files if isinstance(source, Source)}
    for corpus_file in inspected_files:
        if isinstance(corpus_file, CorpusFile):
            tell(f"{corpus_file.id}: {corpus_file.problem}")
    _print_encodings(sources.values())
    with ExitStack() as stack:
        run = MatchingRun(
            list(sources.values()),
            open_cache(stack),
            print_cache_error,
            progress,
            MatchingOptions(shared_index=index, keep_recurring=keep_recurring),
        )
        stack.callback(run.close)
        records = run.records
        for name in sorted(sources.keys() - records.keys()):
            tell(f"{name}: {sources[name].corpus_file().problem or _CHANGED}")
        for name, record in records.items():
            _print_bounds(name, record)
        if not records:
            tell(index_among(paths) or "nothing to compare: no article that can be read")
        yield sources, records, run.match_documents(semantic=semantic), run


def _print_encodings(sources: Iterable[Source]) -> None:
    """Print the files with an encoding other than UTF-8: one line for each encoding."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for source in sources:
        names[source.encoding].append(name_of(source.path))
    names.pop("utf-8", None)
    for encoding, file_names in sorted(names.items()):
        remark = f" and {len(file_names) - _NAMED} more" if len(file_names) > _NAMED else ""
        tell(f"read as {encoding}: {', '.join(file_names[:_NAMED])}{remark}")


def _print_bounds(name: str, record: DocumentRecord) -> None:
    if record.cut:
        tell(f"{name}: {record.cut} overlong sentences; only their beginnings are compared")
    if divided := record.divided:
        tell(
            f"{name}: {divided} passages without an end of sentence, cut after"
            f" {LONGEST:,} characters"
        )
    if repeats := excess_repeats(record.fingerprint):
        tell(f"{name}: {repeats} repeats left out, of sentences that it has {MOST_REPEATS} times")


def _print_recurring(
    records: Mapping[str, DocumentRecord], results: Iterable[DocumentMatches]
) -> None:
    """Print the number of recurring sentences that were left out; equal ones count once."""
    lines: set[int] = set()
    for result in results:
        if result.boilerplate:
            fingerprint = records[result.document].fingerprint
            lines_by_passage = dict(zip(fingerprint.lines, fingerprint.summed(), strict=True))
            lines.update(lines_by_passage[passage] for passage, _ in result.boilerplate)
    if lines:
        ending = "s recur" if len(lines) > 1 else " recurs"
        verb = "were" if len(lines) > 1 else "was"
        tell(
            f"{len(lines)} line{ending} in many articles and {verb} left out"
            " (--keep-recurring keeps them)"
        )


def _group(
    results: Sequence[DocumentMatches], run: MatchingRun, sources: Mapping[str, Source]
) -> Iterator[DocumentMatches]:
    """Yield the matches without excluded pairs, and with the indirect matches."""
    workspace = Workspace([], folders())
    excluded_pairs = workspace.excluded_pairs()
    for complaint in workspace.complaints:
        tell(complaint)
    workspace.close()

    def span(passage: PassageRef) -> Span:
        return run.records[passage.document].passage(passage.passage)

    grouping = run.grouping(results, passage_words(sources, run.records), excluded_pairs)
    indirect_matches: defaultdict[str, list[Match]] = defaultdict(list)
    for passage, matches in grouping.indirect_matches.items():
        indirect_matches[passage.document] += matches
    for result in results:
        remaining = [
            m for m in result.matches if passage_pair(m.here, m.there) not in grouping.excluded
        ]
        remaining += indirect_matches[result.document]
        remaining.sort(key=lambda m: (m.here.passage, bool(m.via), -m.score, m.there))
        yield result._replace(
            matches=tuple(remaining),
            reused_ranges=remaining_reuse(result, grouping.excluded, span),
        )


def open_cache(stack: ExitStack) -> ComparisonCache | None:
    """Return the comparison cache, open until `stack` ends.

    Returns:
        None if it can't be opened.
    """
    try:
        cache = ComparisonCache(folders().cache / FILE)
    except StoreError as error:
        print_cache_error(error)
        return None
    stack.callback(cache.close)
    return cache


def print_cache_error(error: Exception) -> None:
    """Print an error of the comparison cache or of a shared index on standard error."""
    message = complaint_of(error)
    tell(message[0].lower() + message[1:])


def report(
    sources: Mapping[str, Source],
    records: Mapping[str, DocumentRecord],
    results: Sequence[DocumentMatches],
    *,
    semantic: bool,
) -> dict[str, Iterable[Any]]:
    """Return the layers, the corpus, its matches and reused ranges as plain values.

    Each pair occurs once. Values are generated one by one, because there may be millions. The first
    of several copies represents all of them: sentences of the others match only those of the first.
    """
    documents = [
        {
            "id": name,
            "path": os.fsencode(sources[name].path).decode("utf-8", errors="surrogateescape"),
            "title": record.title,
            "words": record.words,
            "encoding": sources[name].encoding,
        }
        for name, record in records.items()
    ]
    echoes = {result.document: _repeats(result) for result in results}
    values_of_passage = lru_cache(_KEPT)(partial(_passage, records))

    def values_of_matches(matches: Iterable[Sequence[Match]]) -> Iterator[dict[str, Any]]:
        return (_match(values_of_passage, echoes, match) for match in _once(matches))

    copies = sorted({result.copies for result in results if result.copies})
    passages = (
        {"here": _range_values(records, reuse.here), "there": _range_values(records, reuse.there)}
        for reuse in sorted(
            (
                r
                for result in results
                for r in result.reused_ranges
                if r.here.document < r.there.document
            ),
        )
    )
    return {
        "layers": ["words", "meaning"] if semantic else ["words"],
        "documents": sorted(documents, key=lambda document: natural_order(str(document["id"]))),
        "copies": [sorted(names, key=natural_order) for names in copies],
        "matches": values_of_matches(
            [*(result.matches for result in results), list(_copies(records, results))]
        ),
        "perhaps": values_of_matches(result.near_misses for result in results),
        "passages": passages,
    }


def _copies(
    records: Mapping[str, DocumentRecord], results: Iterable[DocumentMatches]
) -> Iterator[Match]:
    """Yield each sentence of the first of several copies, with that of each other copy."""
    for result in results:
        first, *copies = result.copies or (result.document,)
        if result.document != first:
            continue
        recurring = {passage for passage, _ in result.boilerplate}
        for passage in records[first].fingerprint.comparable:
            for copy in copies if passage not in recurring else ():
                here, there = PassageRef(first, passage), PassageRef(copy, passage)
                yield Match(here, there, DEFAULT.copy_score, Kind.VERBATIM)


def listing(
    sources: Mapping[str, Source],
    records: Mapping[str, DocumentRecord],
    results: Sequence[DocumentMatches],
) -> Iterator[str]:
    """Yield the lines of the matches for people: each passage once, with its matches below."""
    read_words = passage_words(sources, records)
    names = _names(sources)

    def words(passage: PassageRef) -> str:
        return " ".join(read_words(passage).split())

    for result in sorted(results, key=lambda f: natural_order(f.document)):
        yield f"{records[result.document].title}  ({names[result.document]})"
        if result.copies:
            copies = [n for n in sorted(result.copies, key=natural_order) if n != result.document]
            reference = (
                "" if result.document == result.copies[0] else f"; see {names[result.copies[0]]}"
            )
            yield f"  the same text: {_enumerate_names(names[n] for n in copies)}{reference}"
        passage = -1
        for match in result.matches:
            if match.here.passage != passage:
                passage = match.here.passage
                yield f"\n  {words(match.here)}"
            name = names[match.there.document]
            detail = f" (by way of {names[match.via.document]})" if match.via else ""
            yield f"    {match.kind:<8} {match.score:.2f}  {name}{detail}: {words(match.there)}"
        yield ""


def _enumerate_names(names: Iterable[str]) -> str:
    """Return some names, and the number of the others if there are very many."""
    all_names = list(names)
    remark = f" and {len(all_names) - _LISTED} more" if len(all_names) > _LISTED else ""
    return ", ".join(all_names[:_LISTED]) + remark


def _repeats(result: DocumentMatches) -> Mapping[int, Sequence[int]]:
    """Return the passages that a document repeats word for word, each with its repeats."""
    repeats: defaultdict[int, list[int]] = defaultdict(list)
    for repeat, original in result.repeats:
        repeats[original].append(repeat)
    return repeats


def _match(
    values_of_passage: Callable[[PassageRef], dict[str, Any]],
    repeats: Mapping[str, Mapping[int, Sequence[int]]],
    match: Match,
) -> dict[str, Any]:
    echoes = [
        values_of_passage(PassageRef(passage.document, repeat))
        for passage in (match.here, match.there)
        for repeat in repeats[passage.document].get(passage.passage, ())
    ]
    return {
        "here": values_of_passage(match.here),
        "there": values_of_passage(match.there),
        **({"echoes": echoes} if echoes else {}),
        "kind": str(match.kind),
        "score": round(match.score, 4),
        **({"by": values_of_passage(match.via)} if match.via else {}),
    }


def passage_words(
    sources: Mapping[str, Source], records: Mapping[str, DocumentRecord]
) -> Callable[[PassageRef], str]:
    """Return a function that gives the words of a passage.

    Each file is read once, and only its text is kept.
    """

    @cache
    def text(name: str) -> str:
        document = sources[name].read()
        return document.text if document else ""

    return lambda passage: (
        records[passage.document].passage(passage.passage).of(text(passage.document))
    )


def _once(match_lists: Iterable[Sequence[Match]]) -> list[Match]:
    """Return each pair of passages once, the lesser passage as `here`, in order."""
    lists = list(match_lists)
    matches_by_pair = {
        (m.here, m.there): m for matches in lists for m in matches if m.here < m.there
    }
    for match in (m for matches in lists for m in matches if m.there < m.here):
        if (match.there, match.here) not in matches_by_pair:
            matches_by_pair[match.there, match.here] = match.reversed()
    return [matches_by_pair[pair] for pair in sorted(matches_by_pair)]


def _passage(records: Mapping[str, DocumentRecord], passage: PassageRef) -> dict[str, Any]:
    record = records[passage.document]
    return _in_file(passage.document, record.in_file(record.passage(passage.passage)))


def _range_values(
    records: Mapping[str, DocumentRecord], document_range: DocumentRange
) -> dict[str, Any]:
    return _in_file(
        document_range.document, records[document_range.document].in_file(document_range.span)
    )


def _in_file(document: str, span: Span) -> dict[str, Any]:
    return {"document": document, "start": span.start, "end": span.end}


def _names(sources: Mapping[str, Source]) -> dict[str, str]:
    """Return the files' names, with as many of their folders as make them unique."""
    endings = distinct_endings([source.parts for source in sources.values()])
    return dict(zip(sources, endings, strict=True))
