"""Values for `variorum notes`: its lists, and a new note on a quoted passage.

Offsets are code points of the file's own decoded text, newlines as in the file.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tui.anchoring.resolver import AnchorResolver
from tui.anchoring.result import AnchorResult, AnchorState
from tui.anchoring.similarity import normalize_typography
from tui.anchoring.token_index import TokenIndex
from tui.corpus.article_names import split_key, with_entry
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.extracted.extraction import extracts_of_file
from tui.corpus.file_contents import LARGEST, ContentsError, read_contents
from tui.corpus.file_encodings import FOUND, FileEncodings
from tui.corpus.loader import digest_of, find_allowed, load, load_articles
from tui.formats.detection import format_to_extract
from tui.formats.extracted_article import ExtractionError
from tui.notes.database.schema import NO_PATH
from tui.notes.location.orphans import Offers, OrphanOffer, Orphans
from tui.notes.location.target_resolution import TargetFiles
from tui.notes.note import Note, NoteError, Target
from tui.notes.note_store import NoteStore, is_there
from tui.storage.disk_timeout import DiskTimeoutError
from tui.storage.sqlite_store import StoreError
from tui.text.boilerplate_lines import lines_in_text
from tui.text.encodings.detection import NotTextError
from tui.text.sanitization import clean, clean_line
from tui.text.span import Span

Report = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _File:
    """A file in its present state: its key and its content's digest; empty if unreadable."""

    key: str
    digest: str
    problem: str = ""
    """The reason why its existence is unknown."""
    path: str = ""
    """The path of the file that the article was extracted from; empty if it was not."""
    entry: str = ""
    """The article's name in that file."""


class NoteReports:
    """The states of notes' passages in the present files, each file read once."""

    def __init__(
        self,
        notes: NoteStore,
        paths: Sequence[Path] = (),
        *,
        secure: bool = False,
        encodings: FileEncodings = FOUND,
        sigla: Mapping[str, str] | None = None,
    ) -> None:
        """Look for moved files among `paths`, too.

        Args:
            notes: The store.
            paths: Files and folders.
            secure: True if no other file is read.
            encodings: The encodings of the files.
            sigla: The sigla of articles, by the keys of their files.
        """
        self._sigla = sigla or {}
        self._encodings = encodings
        self._notes = notes
        self._everything = not paths
        allowed_files = list(find_allowed(paths, secure=secure))
        self.barred = [file for file in allowed_files if isinstance(file, CorpusFile)]
        """Files of `paths` that were not read, with the reason."""
        self._given_files = [
            article
            for file in allowed_files
            if not isinstance(file, CorpusFile)
            for article in self._hashed(file)
        ]
        self._read: dict[str, _File] = {file.key: file for file in self._given_files}
        self._files = TargetFiles([file for file in self._given_files if file.digest], self._at)
        self._corpus_files: dict[str, CorpusFile] = {}
        self._anchors: dict[str, AnchorResolver | None] = {}
        self._seen: set[str] = set()
        """The files whose newest content is saved."""

    @property
    def unanswered(self) -> list[str]:
        """The files whose disk did not answer, each with a message."""
        return [
            f"{clean_line(file.key, 4_000)}: {file.problem}"
            for file in self._read.values()
            if file.problem
        ]

    def summaries(self) -> list[Report]:
        """Return the notes on the given files, or all notes without files, as in `list --json`."""
        return [self.report(note) for note in self.notes(offered=True)]

    def notes(self, *, offered: bool = False) -> list[Note]:
        """Return the notes on the given files, file after file, or all notes without files.

        If `offered`, also return those whose file is gone and whose words may be in one of them.
        """
        if self._everything:
            return self._notes.all()
        notes = list(self._on_files())
        if offered:
            note_ids = {note.id for note in notes}
            notes += self._notes.some({note for note, _ in self.offers} - note_ids)
        return notes

    @cached_property
    def offers(self) -> Offers:
        """The candidates in the given files for notes whose files are gone."""
        orphans = Orphans(self._notes)
        files = [file for file in self._given_files if file.digest]
        if not files or not orphans.are_there(files):
            return {}
        return orphans.look([self._corpus_file(file) for file in files])

    def report(self, note: Note) -> Report:
        """Return one note in the form of `list --json` and `show --json`."""
        name = self._mark_names.get(note.mark)
        return {
            "id": note.id,
            "kind": note.kind_label,
            **({"mark_name": name} if name else {}),
            "text": note.text,
            "tags": list(note.tags),
            "targets": [
                self._cited(self._target(note.id, n, target))
                for n, target in enumerate(note.targets)
            ],
        }

    def _cited(self, report: Report) -> Report:
        """Return a passage with the siglum of its article, if it has one."""
        siglum = self._sigla.get(report["path"])
        return {**report, "siglum": siglum} if siglum else report

    @cached_property
    def _mark_names(self) -> Mapping[int, str]:
        return self._notes.mark_names.all()

    def _target(self, note: str, n: int, target: Target) -> Report:
        """Return one passage as chosen, with its present offsets; without offsets if undecided."""
        file, anchoring, position = self._resolve(target)
        if anchoring.state is AnchorState.ORPHAN and (offers := self.offers.get((note, n))):
            return self._offered(target, offers)
        report: Report = {
            "path": file,
            "quote": target.selector.quote,
            "start": position.start if position else None,
            "end": position.end if position else None,
            "state": str(anchoring.state),
        }
        return {**report, "change": anchoring.change} if anchoring.change else report

    def _offered(self, target: Target, offers: Sequence[OrphanOffer]) -> Report:
        """Return a passage whose file is gone: moved if its words are in one other file, else lost.

        A lost passage comes with the similar passages elsewhere.
        """
        passages = [self._place(offer) for offer in offers]
        report: Report = {
            "path": target.path,
            "quote": target.selector.quote,
            "start": None,
            "end": None,
            "state": str(AnchorState.ORPHAN),
        }
        exact_passages = [
            passage for passage, o in zip(passages, offers, strict=True) if o.similarity >= 1
        ]
        if len(exact_passages) == 1:
            return {
                **report,
                **exact_passages[0],
                "state": str(AnchorState.MOVED),
                "from": target.path,
            }
        return {**report, "perhaps": passages}

    def _place(self, offer: OrphanOffer) -> Report:
        """Return the path and the offsets of an offered passage."""
        corpus_file = next(
            file for file in self._corpus_files.values() if file.id == offer.document
        )
        span = (
            corpus_file.document.offset_map.span_to_source(offer.span)
            if corpus_file.document
            else offer.span
        )
        return {"path": corpus_file.key, "start": span.start, "end": span.end}

    def _resolve(self, target: Target) -> tuple[str, AnchorResult, Span | None]:
        """Return the path of the passage's present file, the anchor result, and its own offsets."""
        file = self._files.file_of(target)
        if file is None:
            return target.path, AnchorResult(AnchorState.ORPHAN), None
        self._remember(file)
        if (
            file.digest == target.selector.digest
        ):  # the bytes are the same: no need to parse the file
            return file.key, AnchorResult(AnchorState.EXACT), target.selector.position
        anchors = self._prepared(file)
        if anchors is None:
            return file.key, AnchorResult(AnchorState.ORPHAN), None
        anchoring = anchors.resolve_latest(target.selector, target.later)
        source = anchors.document.offset_map
        return (
            file.key,
            anchoring,
            source.span_to_source(anchoring.span) if anchoring.span else None,
        )

    def _remember(self, file: _File) -> None:
        """Save the newest content of a file that has notes, if the store can be written."""
        if file.key not in self._seen:
            self._seen.add(file.key)
            with contextlib.suppress(StoreError):  # the list is complete without it
                self._notes.saw_content(file.key, file.digest)

    def _on_files(self) -> Iterator[Note]:
        seen: set[str] = set()
        for file in self._given_files:
            if file.digest:
                with contextlib.suppress(StoreError):  # the list is complete without it
                    self._notes.follow_file(file.key, file.digest)
            for note in self._notes.of(file.key, file.digest):
                if note.id not in seen:
                    seen.add(note.id)
                    yield note

    def _at(self, path: str) -> _File | None:
        """Return the file at `path`, if it can be read."""
        if path not in self._read:
            file, entry = split_key(path)
            if not entry or is_there(path):
                file, entry = path, ""
            articles = {article.key: article for article in self._hashed(Path(file))}
            first = next(iter(articles.values()))
            self._read.update({**articles, **self._read})
            self._read.setdefault(path, first if not entry else _File(path, ""))
        return self._read[path] if self._read[path].digest else None

    def _corpus_file(self, file: _File) -> CorpusFile:
        if file.key not in self._corpus_files:
            path, entry = (Path(file.path), file.entry) if file.path else (Path(file.key), "")
            self._corpus_files[file.key] = load(path, self._encodings, entry=entry)
        return self._corpus_files[file.key]

    def _prepared(self, file: _File) -> AnchorResolver | None:
        if file.key not in self._anchors:
            corpus_file = self._corpus_file(file)
            document = corpus_file.document
            self._anchors[file.key] = (
                AnchorResolver(document, corpus_file.digest) if document else None
            )
        return self._anchors[file.key]

    def _hashed(self, path: Path) -> list[_File]:
        """Return the file at `path` in its present state."""
        if str(path) == NO_PATH:
            return [_File(NO_PATH, "")]
        try:
            origin, data = read_contents(path, LARGEST)
            rules = self._encodings.rules(path)
            if file_format := format_to_extract(data, path.name, rules.divider):
                _, extracts = extracts_of_file(path, data, file_format, self._encodings)
                real = origin.real
                return [
                    _File(with_entry(real, extract.entry), extract.digest, "", real, extract.entry)
                    for extract in extracts
                ]
            decoded = self._encodings.decode(path, data)
            spellings = self._encodings.spellings(decoded.text)
        except DiskTimeoutError as error:
            return [_File(os.path.abspath(path), "", str(error))]  # noqa: PTH100  # asks no disk
        except (ContentsError, ExtractionError, NotTextError, OSError):
            return [_File(os.path.realpath(path), "")]
        boilerplate = lines_in_text(rules.boilerplate, decoded.text)
        digest = digest_of(data, decoded.encoding, spellings, boilerplate)
        return [_File(origin.real, digest)]


def add_quoted(
    notes: NoteStore,
    path: Path,
    quote: str,
    text: str,
    tags: Sequence[str] = (),
    *,
    encodings: FileEncodings = FOUND,
) -> Note:
    """Add a note on the words `quote` of the file at `path`.

    Raises:
        NoteError: If they don't occur, or more than once.
    """
    return notes.add([quoted(_article_with(quote, path, encodings), quote)], text, tags=tags)


def _article_with(quote: str, path: Path, encodings: FileEncodings) -> CorpusFile:
    """Return the article of the file at `path` that has the words `quote`.

    Raises:
        NoteError: If several have them.
    """
    articles = load_articles(path, encodings)
    words = clean(quote)[0].strip()
    matching = [
        article for article in articles if len(articles) == 1 or find_occurrences(article, words)
    ]
    if len(matching) > 1:
        raise NoteError(
            f"{len(matching)} articles of {clean_line(str(path), 200)} have the words"
            f" “{clean_line(words, 60)}”; quote more of the passage"
        )
    return matching[0] if matching else articles[0]


def quoted(corpus_file: CorpusFile, quote: str) -> Target:
    """Return the passage of `corpus_file` with the words `quote`; spaces and quotes may differ.

    Raises:
        NoteError: If it doesn't occur, or more than once.
    """
    path = clean_line(str(corpus_file.path), 200)
    if corpus_file.document is None:
        raise NoteError(f"{path} can't be read: {corpus_file.problem}")
    words = clean(quote)[0].strip()
    if not words:
        raise NoteError("no words are quoted", advice="give the words of the passage after --quote")
    spans = find_occurrences(corpus_file, words)
    if not spans:
        raise NoteError(f"{path} doesn't have the words “{clean_line(words, 60)}”")
    if len(spans) > 1:
        raise NoteError(
            f"{path} has the words “{clean_line(words, 60)}” {len(spans)} times; quote more of"
            " the passage"
        )
    return target_at(corpus_file, spans[0])


def find_occurrences(corpus_file: CorpusFile, words: str) -> list[Span]:
    """Return the spans of `words`: exact ones, or else without typography and case."""
    if corpus_file.document is None:
        return []
    text = corpus_file.document.text
    exact_spans = list(_occurrences(text, words))
    if exact_spans:
        return exact_spans
    token_spans = TokenIndex(corpus_file.document).find_exact(words)
    if token_spans:
        return token_spans
    normalized, offset_map = normalize_typography(text)
    needle = normalize_typography(words)[0].strip()
    return [
        offset_map.span_to_source(span)
        for span in _occurrences(_lowered(normalized), _lowered(needle))
    ]


def target_at(corpus_file: CorpusFile, span: Span) -> Target:
    """Return the passage at `span` of a file's document, as the target of a note."""
    if corpus_file.document is None:
        raise NoteError(f"{corpus_file.name} can't be read: {corpus_file.problem}")
    try:
        selector = AnchorResolver(corpus_file.document, corpus_file.digest).create_selector(span)
    except ValueError as error:
        raise NoteError(str(error)) from error
    return Target(corpus_file.key, corpus_file.title, selector)


def _occurrences(text: str, words: str) -> Iterable[Span]:
    offset = text.find(words) if words else -1
    while offset >= 0:
        yield Span(offset, offset + len(words))
        offset = text.find(words, offset + 1)


def _lowered(text: str) -> str:
    """Return `text` in lower case with the same length: a letter that would become two stays."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)
