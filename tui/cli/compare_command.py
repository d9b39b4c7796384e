"""`variorum compare`: the unique sentences, omissions and differences of each article of a corpus.

Offsets are code points of each file's own decoded text; the same corpus gives the same bytes.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from tui.cli.argument_parser import Parser
from tui.cli.corpus_options import encodings_of, log_level, start
from tui.cli.json_output import in_json
from tui.cli.matches_command import Surveyed, add_comparing, add_files, match_files, unmet
from tui.cli.messages import report_errors, tell
from tui.collation.corpus_comparison import CorpusComparison
from tui.collation.differences.differences import Difference
from tui.collation.sources.claim_map import table
from tui.collation.sources.families import Direction
from tui.collation.sources.omissions import Omission
from tui.collation.sources.sigla import rank
from tui.collation.sources.versions import VersionPair
from tui.corpus.article_names import name_of
from tui.corpus.configuration.folder_configs import NO_CONFIGS, FolderConfigs
from tui.corpus.display_titles import distinct_endings
from tui.corpus.file_contents import LARGEST, ContentsError, read_contents
from tui.corpus.loader import natural_order
from tui.corpus.siglum_assignment import NO_SIGLA, SiglumAssignment
from tui.errors import FAILED, USAGE, VariorumError
from tui.index.cache.document_record import DocumentRecord
from tui.index.source import Source
from tui.log.log_file import start_log
from tui.matching.claim_clustering import cluster_claims, link_matches, meeting_rule
from tui.matching.matches import Match, PassageRef
from tui.reading_state.kept_sigla import kept_sigla
from tui.settings import Folders, Settings
from tui.text.document import Document
from tui.text.parsing.metadata import NO_METADATA, Metadata, read_metadata
from tui.text.span import Span

DONE = 0


@report_errors
def print_comparison(arguments: Sequence[str]) -> int:
    """Print each article's unique and missing claims; return the exit code."""
    asked = _parser().parse_args(arguments)
    if problem := unmet(semantic=bool(asked.semantic)):
        tell(problem)
        return USAGE
    ours, settings = start(secure=asked.secure)
    start_log(ours.log, log_level(asked.log_level))
    compared = compare_files(asked, ours, settings)
    if not compared.collation.documents:
        return FAILED
    if asked.json:
        sys.stdout.writelines(in_json(compared.report(), in_ascii=True))
    elif asked.csv:
        sys.stdout.write(compared.table())
    else:
        lines = compared.differing() if asked.differences else compared.overview()
        for line in lines:
            print(line)  # noqa: T201
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="variorum compare",
        description="Print the unique sentences, omissions and differences of each article.",
    )
    add_files(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as JSON, for other programs")
    form.add_argument("--csv", action="store_true", help="the map of claims and sources, as CSV")
    form.add_argument("--differences", action="store_true", help="only the values that differ")
    add_comparing(parser)
    return parser


def compare_files(asked: argparse.Namespace, ours: Folders, settings: Settings) -> "Compared":
    """Compare the files that a command line names; there may be none that can be read.

    Raises:
        ModelError: If they are to be matched by meaning, and can't be.
        ChangedError: If one of them changed meanwhile.
    """
    paths = [Path(name) for name in asked.paths]
    encodings = encodings_of(paths, ours, settings, asked.encoding)
    found, semantic = match_files(asked, settings, encodings)
    configs = encodings.configs
    kept = kept_sigla(ours, paths, config=configs.own)
    return Compared(found, semantic=semantic, kept=kept, configs=configs)


class ChangedError(VariorumError):
    """A file has changed since it was compared; the message names it and gives advice."""


class Compared:
    """The comparison of a corpus, ready to be printed.

    `comparison` is the result, `sources` are the files by name, `about` their outlets and days,
    `is_semantic` is true if the meaning layer scored the matches, too.
    """

    def __init__(
        self,
        found: Surveyed,
        *,
        semantic: bool,
        kept: SiglumAssignment = NO_SIGLA,
        configs: FolderConfigs = NO_CONFIGS,
    ) -> None:
        """`kept` are the sigla that the reader of this corpus knows."""
        self.title = configs.own.title
        self.sources, self._records, each = found
        self.is_semantic = semantic
        letters = self._letters(kept)
        documents = {name: self._read(name) for name in letters}
        direct = [m for one in each for m in one.matches if m.via is None]
        records: Mapping[str, DocumentRecord] = self._records
        links = link_matches(direct)
        tied = cluster_claims(
            links, meeting_rule(lambda p: records[p.document].fingerprint.tokens_at(p.passage))
        )
        self.about = about = {name: _about(self.sources[name], configs) for name in documents}
        self.comparison = CorpusComparison(
            documents,
            each,
            tied,
            meaning=semantic,
            outlets={name: known.outlet for name, known in about.items() if known.outlet},
            dates={name: known.date for name, known in about.items() if known.date},
            addresses={name: known.url for name, known in about.items() if known.url},
            updates={name: known.updated for name, known in about.items() if known.updated},
            letters=letters,
        )
        self.collation = self.comparison.collation
        self._sigla = self.comparison.sigla

    def _letters(self, kept: SiglumAssignment) -> dict[str, str]:
        """Return the sigla of the documents, by name and in their order."""
        keys = {name: self.sources[name].key for name in sorted(self._records, key=natural_order)}
        letters = kept.extend_keys((key, "") for key in keys.values()).sigla()
        found = {name: letters[key] for name, key in keys.items()}
        return dict(sorted(found.items(), key=lambda item: rank(item[1])))

    def _read(self, name: str) -> Document:
        """Return a document as it was compared.

        Raises:
            ChangedError: Its file has changed since.
        """
        document = self.sources[name].read()
        record = self._records[name]
        spans = list(zip(record.starts, record.ends, strict=True))
        if document is None or [tuple(p.span) for p in document.passages] != spans:
            raise ChangedError(f"{name}: it changed during the comparison; compare again")
        return document

    # As JSON

    def report(self) -> dict[str, Iterable[Any]]:
        """Return the whole comparison as plain values."""
        names = self.collation.documents
        return {
            "documents": [self._document(name) for name in names],
            "claims": (
                {"id": _claim_id(n), "members": [self._member(n, place) for place in claim.places]}
                for n, claim in enumerate(self.collation.claims)
            ),
            "only": (
                {
                    **self._span(one.place.document, self.collation.span(one.place)),
                    "nearest": self._place(one.nearest[0].there) if one.nearest else None,
                }
                for name in names
                for one in self.comparison.only_here(name)
            ),
            "missing": (
                {
                    "document": one.document,
                    "claim": _claim_id(one.claim),
                    "after": self.in_file(one.document, Span(one.after, one.after)).start,
                }
                for name in names
                for one in self.comparison.omissions(name)
            ),
            "differences": (
                {
                    "type": str(one.kind),
                    "claim": _claim_id(one.claim),
                    "a": self._span(one.here.document, one.a),
                    "b": self._span(one.there.document, one.b),
                    "a_text": one.a_text,
                    "b_text": one.b_text,
                }
                for one in self.comparison.differences
            ),
            "quotes": (
                {
                    "id": f"q{n + 1}",
                    "speaker": one.speaker,
                    "variants": [self._span(v.document, v.span) for v in one.variants],
                }
                for n, one in enumerate(self.comparison.quotations)
            ),
            "versions": map(self._versions, self.comparison.versions),
        }

    def _versions(self, pair: VersionPair) -> dict[str, Any]:
        return {
            "address": pair.address,
            "earlier": pair.earlier,
            "later": pair.later,
            "dated": pair.is_dated,
            "changes": [
                {
                    "kind": str(one.kind),
                    "a": self._span(pair.earlier, one.earlier) if one.earlier else None,
                    "b": self._span(pair.later, one.later) if one.later else None,
                    "words": [
                        {"a": self._span(pair.earlier, a), "b": self._span(pair.later, b)}
                        for a, b in one.words
                    ],
                }
                for one in pair.changes
            ],
        }

    def _document(self, name: str) -> dict[str, Any]:
        path = os.fsencode(self.sources[name].path)
        known = self.about[name]
        return {
            "id": name,
            "path": path.decode("utf-8", errors="surrogateescape"),
            "title": self._records[name].title,
            "siglum": self._sigla[name],
            "outlet": known.outlet or None,
            "date": known.date or None,
        }

    def _member(self, claim: int, place: PassageRef) -> dict[str, Any]:
        others = self.collation.claims[claim].places
        found = [match for other in others if (match := self.collation.match(place, other))]
        best = max(found, key=lambda match: (match.score, match.there))
        return {**self._place(place), "kind": str(best.kind)}

    def _place(self, place: PassageRef) -> dict[str, Any]:
        return self._span(place.document, self.collation.span(place))

    def _span(self, name: str, span: Span) -> dict[str, Any]:
        there = self.in_file(name, span)
        return {"document": name, "start": there.start, "end": there.end}

    def in_file(self, name: str, span: Span) -> Span:
        """Return a span of a document's text as code points of its file's decoded text."""
        return self._records[name].in_file(span)

    # For people

    def table(self) -> str:
        """Return the map of claims as CSV."""
        titles = {name: record.title for name, record in self._records.items()}
        return table(self.collation, self.comparison.claim_map, titles, self._sigla)

    def overview(self) -> Iterator[str]:
        """Yield the lines on each article's unique and missing claims, differences and copies."""
        missing = " alone" if not self.is_semantic else " and by meaning"
        yield f"Matched by words{missing}.\n"
        for name in self.collation.documents:
            yield f"{self._sigla[name]}  {self._records[name].title}  ({self.file_names[name]})"
            if others := [n for n in self.collation.copies(name) if n != name]:
                yield f"  the same text as {', '.join(self._sigla[n] for n in others)}"
            only = self.comparison.only_here(name)
            yield from self._heading("Only here", len(only))
            for unique in only:
                yield f"    {self.collation.words(unique.place)}"
                yield from self._nearest(unique.nearest[:1])
            partly = self.comparison.partly_new(name)
            yield from self._heading("Partly new", len(partly))
            for one in partly:
                new = (span.of(self.collation.documents[name].text) for span in one.new)
                yield f"    {self.collation.words(one.place)}"
                yield f"      new: {' | '.join(' '.join(words.split()) for words in new)}"
                yield from self._nearest(one.nearest[:1])
            omissions = self.comparison.omissions(name)
            yield from self._heading("Not in this article", len(omissions))
            for omission in omissions:
                yield from self._omission(omission)
            yield ""
        yield from self.differing()
        yield from self._copied()
        yield from self._changed()

    def _heading(self, what: str, count: int) -> Iterator[str]:
        if count:
            yield f"  {what}: {count}"

    def _nearest(self, nearest: Iterable[Match]) -> Iterator[str]:
        for match in nearest:
            said = self.collation.words(match.there)
            yield f"      nearest ({self._sigla[match.there.document]}, {match.score:.2f}): {said}"

    def _omission(self, omission: Omission) -> Iterator[str]:
        message = sorted({self._sigla[place.document] for place in omission.tellings})
        yield f"    {self.collation.words(omission.tellings[0])}  ({', '.join(message)})"
        document = self.collation.documents[omission.document]
        if omission.after:
            before = document.passage_at(omission.after - 1)
            words = self.collation.words(PassageRef(omission.document, before))
            yield f"      would stand after: {words}"
        else:
            yield "      would stand at the beginning"
        if near := omission.nearest:
            yield f"      nearest here ({near.score:.2f}): {self.collation.words(near.here)}"

    def differing(self) -> Iterator[str]:
        """Yield the differing values: a line each, by claim, the weightiest claim first."""
        by_claim: dict[int, list[Difference]] = {}
        for one in self.comparison.distinct_differences:
            by_claim.setdefault(one.claim, []).append(one)
        yield f"Differences: {len(self.comparison.distinct_differences)}"
        for claim, some in by_claim.items():
            best = self.collation.tellings(claim)[0]
            yield f"\n  {self.collation.words(best)}"
            for one in some:
                a, b = (self._sigla[p.document] for p in (one.here, one.there))
                ours, theirs = (" ".join(t.split()) for t in (one.a_text, one.b_text))
                yield f"    {one.kind}: {ours} ({a}) | {theirs} ({b})"

    def _copied(self) -> Iterator[str]:
        for family in self.comparison.families:
            yield f"\nOne voice: {', '.join(self._sigla[name] for name in family.documents)}"
            for copy in family.copies:
                one, other = self._sigla[copy.one], self._sigla[copy.other]
                message = f"{copy.same:.0%} the same, {copy.order:.0%} of it in the same order"
                if copy.errors:
                    message += f", both write {', '.join(copy.errors)}"
                came = str(Direction.UNCLEAR)
                if copy.source:
                    came = f"from {self._sigla[copy.source]} {copy.direction}"
                yield f"  {one}, {other}: {message}; {came}"

    def _changed(self) -> Iterator[str]:
        """Yield what changed from each version of an article to the next."""
        texts = {name: one.text for name, one in self.collation.documents.items()}

        def said(name: str, span: Span | None) -> str:
            return " ".join(span.of(texts[name]).split()) if span else ""

        for pair in self.comparison.versions:
            one, other = self._sigla[pair.earlier], self._sigla[pair.later]
            order = "" if pair.is_dated else ", not dated"
            yield f"\nVersions of {pair.address}: {one} to {other}{order}: {len(pair.changes)}"
            for change in pair.changes:
                passage = said(pair.earlier, change.earlier) or said(pair.later, change.later)
                yield f"  {change.kind}: {passage}"
                for a, b in change.words:
                    yield f"    {said(pair.earlier, a) or '–'} | {said(pair.later, b) or '–'}"

    @cached_property
    def file_names(self) -> Mapping[str, str]:
        """The files' names, with as many of their folders as make them unique."""
        names = list(self.collation.documents)
        message = distinct_endings([self.sources[name].parts for name in names])
        return dict(zip(names, message, strict=True))


def _claim_id(number: int) -> str:
    return f"c{number + 1}"


def _about(source: Source, configs: FolderConfigs) -> Metadata:
    """Return the metadata that the configuration, a file or its name gives."""
    known = _read_metadata(source)
    outlet = configs.outlet(source.path, source.entry)
    return known._replace(outlet=outlet) if outlet else known


def _read_metadata(source: Source) -> Metadata:
    """Return the metadata that a file or its name gives; none if it can't be read any more."""
    try:
        if source.is_extracted:
            return source.corpus_file().metadata
        _, data = read_contents(source.path, LARGEST)
        text = data.decode(source.encoding, errors="replace")
    except (ContentsError, OSError, LookupError):
        return NO_METADATA
    return read_metadata(text, name_of(source.path), name_of(source.path.parent))
