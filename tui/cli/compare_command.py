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
from tui.cli.matches_command import CorpusMatches, add_comparing, add_files, match_files, unmet
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
from tui.text.article_metadata import NO_METADATA, Metadata
from tui.text.document import Document
from tui.text.parsing.metadata import read_metadata
from tui.text.span import Span

DONE = 0


@report_errors
def print_comparison(arguments: Sequence[str]) -> int:
    """Print each article's unique and missing claims; return the exit code."""
    options = _parser().parse_args(arguments)
    if problem := unmet(semantic=bool(options.semantic)):
        tell(problem)
        return USAGE
    user_folders, settings = start(secure=options.secure)
    start_log(user_folders.log, log_level(options.log_level))
    compared = compare_files(options, user_folders, settings)
    if not compared.collation.documents:
        return FAILED
    if options.json:
        sys.stdout.writelines(in_json(compared.report(), in_ascii=True))
    elif options.csv:
        sys.stdout.write(compared.table())
    else:
        lines = compared.differing() if options.differences else compared.overview()
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


def compare_files(
    options: argparse.Namespace, user_folders: Folders, settings: Settings
) -> "Compared":
    """Compare the files that a command line names; there may be none that can be read.

    Raises:
        ModelError: If they are to be matched by meaning, and can't be.
        ChangedError: If one of them changed meanwhile.
    """
    paths = [Path(name) for name in options.paths]
    encodings = encodings_of(paths, user_folders, settings, options.encoding)
    corpus_matches, semantic = match_files(options, settings, encodings)
    configs = encodings.configs
    assignment = kept_sigla(user_folders, paths, config=configs.own)
    return Compared(corpus_matches, semantic=semantic, assignment=assignment, configs=configs)


class ChangedError(VariorumError):
    """A file has changed since it was compared; the message names it and gives advice."""


class Compared:
    """The comparison of a corpus, ready to be printed.

    `comparison` is the result, `sources` are the files by name, `about` their outlets and days,
    `is_semantic` is true if the meaning layer scored the matches, too.
    """

    def __init__(
        self,
        corpus_matches: CorpusMatches,
        *,
        semantic: bool,
        assignment: SiglumAssignment = NO_SIGLA,
        configs: FolderConfigs = NO_CONFIGS,
    ) -> None:
        """`assignment` has the sigla that the reader of this corpus knows."""
        self.title = configs.own.title
        self.sources, self._records, results = corpus_matches
        self.is_semantic = semantic
        letters = self._letters(assignment)
        documents = {name: self._read(name) for name in letters}
        direct = [m for result in results for m in result.matches if m.via is None]
        records: Mapping[str, DocumentRecord] = self._records
        links = link_matches(direct)
        claims = cluster_claims(
            links, meeting_rule(lambda p: records[p.document].fingerprint.tokens_at(p.passage))
        )
        self.about = about = {name: _about(self.sources[name], configs) for name in documents}
        self.comparison = CorpusComparison(
            documents,
            results,
            claims,
            meaning=semantic,
            outlets={name: metadata.outlet for name, metadata in about.items() if metadata.outlet},
            dates={name: metadata.date for name, metadata in about.items() if metadata.date},
            addresses={name: metadata.url for name, metadata in about.items() if metadata.url},
            updates={
                name: metadata.updated for name, metadata in about.items() if metadata.updated
            },
            letters=letters,
        )
        self.collation = self.comparison.collation
        self._sigla = self.comparison.sigla

    def _letters(self, assignment: SiglumAssignment) -> dict[str, str]:
        """Return the sigla of the documents, by name and in their order."""
        keys = {name: self.sources[name].key for name in sorted(self._records, key=natural_order)}
        sigla = assignment.extend_keys((key, "") for key in keys.values()).sigla()
        letters = {name: sigla[key] for name, key in keys.items()}
        return dict(sorted(letters.items(), key=lambda item: rank(item[1])))

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
                {
                    "id": _claim_id(n),
                    "members": [self._member(n, passage) for passage in claim.places],
                }
                for n, claim in enumerate(self.collation.claims)
            ),
            "only": (
                {
                    **self._span(unique.place.document, self.collation.span(unique.place)),
                    "nearest": self._place(unique.nearest[0].there) if unique.nearest else None,
                }
                for name in names
                for unique in self.comparison.only_here(name)
            ),
            "missing": (
                {
                    "document": omission.document,
                    "claim": _claim_id(omission.claim),
                    "after": self.in_file(
                        omission.document, Span(omission.after, omission.after)
                    ).start,
                }
                for name in names
                for omission in self.comparison.omissions(name)
            ),
            "differences": (
                {
                    "type": str(difference.kind),
                    "claim": _claim_id(difference.claim),
                    "a": self._span(difference.here.document, difference.a),
                    "b": self._span(difference.there.document, difference.b),
                    "a_text": difference.a_text,
                    "b_text": difference.b_text,
                }
                for difference in self.comparison.differences
            ),
            "quotes": (
                {
                    "id": f"q{n + 1}",
                    "speaker": quotation.speaker,
                    "variants": [self._span(v.document, v.span) for v in quotation.variants],
                }
                for n, quotation in enumerate(self.comparison.quotations)
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
                    "kind": str(change.kind),
                    "a": self._span(pair.earlier, change.earlier) if change.earlier else None,
                    "b": self._span(pair.later, change.later) if change.later else None,
                    "words": [
                        {"a": self._span(pair.earlier, a), "b": self._span(pair.later, b)}
                        for a, b in change.words
                    ],
                }
                for change in pair.changes
            ],
        }

    def _document(self, name: str) -> dict[str, Any]:
        path = os.fsencode(self.sources[name].path)
        metadata = self.about[name]
        return {
            "id": name,
            "path": path.decode("utf-8", errors="surrogateescape"),
            "title": self._records[name].title,
            "siglum": self._sigla[name],
            "outlet": metadata.outlet or None,
            "date": metadata.date or None,
        }

    def _member(self, claim: int, passage: PassageRef) -> dict[str, Any]:
        passages = self.collation.claims[claim].places
        matches = [
            match
            for counterpart in passages
            if (match := self.collation.match(passage, counterpart))
        ]
        best = max(matches, key=lambda match: (match.score, match.there))
        return {**self._place(passage), "kind": str(best.kind)}

    def _place(self, passage: PassageRef) -> dict[str, Any]:
        return self._span(passage.document, self.collation.span(passage))

    def _span(self, name: str, span: Span) -> dict[str, Any]:
        file_span = self.in_file(name, span)
        return {"document": name, "start": file_span.start, "end": file_span.end}

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
            if copies := [n for n in self.collation.copies(name) if n != name]:
                yield f"  the same text as {', '.join(self._sigla[n] for n in copies)}"
            unique_sentences = self.comparison.only_here(name)
            yield from self._heading("Only here", len(unique_sentences))
            for unique in unique_sentences:
                yield f"    {self.collation.words(unique.place)}"
                yield from self._nearest(unique.nearest[:1])
            partly = self.comparison.partly_new(name)
            yield from self._heading("Partly new", len(partly))
            for partial in partly:
                new_parts = (span.of(self.collation.documents[name].text) for span in partial.new)
                yield f"    {self.collation.words(partial.place)}"
                yield f"      new: {' | '.join(' '.join(words.split()) for words in new_parts)}"
                yield from self._nearest(partial.nearest[:1])
            omissions = self.comparison.omissions(name)
            yield from self._heading("Not in this article", len(omissions))
            for omission in omissions:
                yield from self._omission(omission)
            yield ""
        yield from self.differing()
        yield from self._copies()
        yield from self._changes()

    def _heading(self, title: str, count: int) -> Iterator[str]:
        if count:
            yield f"  {title}: {count}"

    def _nearest(self, nearest: Iterable[Match]) -> Iterator[str]:
        for match in nearest:
            words = self.collation.words(match.there)
            yield f"      nearest ({self._sigla[match.there.document]}, {match.score:.2f}): {words}"

    def _omission(self, omission: Omission) -> Iterator[str]:
        letters = sorted({self._sigla[passage.document] for passage in omission.tellings})
        yield f"    {self.collation.words(omission.tellings[0])}  ({', '.join(letters)})"
        document = self.collation.documents[omission.document]
        if omission.after:
            previous = document.passage_at(omission.after - 1)
            words = self.collation.words(PassageRef(omission.document, previous))
            yield f"      would stand after: {words}"
        else:
            yield "      would stand at the beginning"
        if nearest := omission.nearest:
            yield f"      nearest here ({nearest.score:.2f}): {self.collation.words(nearest.here)}"

    def differing(self) -> Iterator[str]:
        """Yield the differing values: a line each, by claim, the weightiest claim first."""
        differences_by_claim: dict[int, list[Difference]] = {}
        for difference in self.comparison.distinct_differences:
            differences_by_claim.setdefault(difference.claim, []).append(difference)
        yield f"Differences: {len(self.comparison.distinct_differences)}"
        for claim, differences in differences_by_claim.items():
            passage = self.collation.tellings(claim)[0]
            yield f"\n  {self.collation.words(passage)}"
            for difference in differences:
                first_siglum, second_siglum = (
                    self._sigla[p.document] for p in (difference.here, difference.there)
                )
                first_text, second_text = (
                    " ".join(t.split()) for t in (difference.a_text, difference.b_text)
                )
                first, second = f"{first_text} ({first_siglum})", f"{second_text} ({second_siglum})"
                yield f"    {difference.kind}: {first} | {second}"

    def _copies(self) -> Iterator[str]:
        for family in self.comparison.families:
            yield f"\nOne voice: {', '.join(self._sigla[name] for name in family.documents)}"
            for copy in family.copies:
                first, second = self._sigla[copy.one], self._sigla[copy.other]
                description = f"{copy.same:.0%} the same, {copy.order:.0%} of it in the same order"
                if copy.errors:
                    description += f", both write {', '.join(copy.errors)}"
                direction = str(Direction.UNCLEAR)
                if copy.source:
                    direction = f"from {self._sigla[copy.source]} {copy.direction}"
                yield f"  {first}, {second}: {description}; {direction}"

    def _changes(self) -> Iterator[str]:
        """Yield what changed from each version of an article to the next."""
        texts = {name: document.text for name, document in self.collation.documents.items()}

        def words(name: str, span: Span | None) -> str:
            return " ".join(span.of(texts[name]).split()) if span else ""

        for pair in self.comparison.versions:
            earlier, later = self._sigla[pair.earlier], self._sigla[pair.later]
            order = "" if pair.is_dated else ", not dated"
            yield f"\nVersions of {pair.address}: {earlier} to {later}{order}: {len(pair.changes)}"
            for change in pair.changes:
                passage = words(pair.earlier, change.earlier) or words(pair.later, change.later)
                yield f"  {change.kind}: {passage}"
                for a, b in change.words:
                    yield f"    {words(pair.earlier, a) or '–'} | {words(pair.later, b) or '–'}"

    @cached_property
    def file_names(self) -> Mapping[str, str]:
        """The files' names, with as many of their folders as make them unique."""
        names = list(self.collation.documents)
        endings = distinct_endings([self.sources[name].parts for name in names])
        return dict(zip(names, endings, strict=True))


def _claim_id(number: int) -> str:
    return f"c{number + 1}"


def _about(source: Source, configs: FolderConfigs) -> Metadata:
    """Return the metadata that the configuration, a file or its name gives."""
    metadata = _read_metadata(source)
    outlet = configs.outlet(source.path, source.entry)
    return metadata._replace(outlet=outlet) if outlet else metadata


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
