"""Orphans: notes whose file is gone, and candidate passages in other files.

Candidates are only offered: a file that was renamed and edited can't be distinguished from another
file.
"""

import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tui.anchoring.resolver import AnchorResolver
from tui.anchoring.selector import whole
from tui.anchoring.similarity import normalized_words, similarity
from tui.corpus.corpus_file import CorpusFile
from tui.notes.location.target_resolution import KnownFile
from tui.notes.note import Target
from tui.notes.note_store import NoteStore, is_gone
from tui.text.span import Span

_RUN = 3
"""Words in a row that a file must share with a passage to be searched closely."""
_NEAR = 0.6
"""Least similarity of a sentence to the noted one."""
_QUOTE = 4
"""Number of words from which a quote is offered in any sentence."""
_FILES = 4
"""Number of files that are searched closely for one passage."""
_OFFERED = 6
"""Number of candidates that are offered for one passage."""
_MOST = 200
"""Largest number of passages that are searched for, those of the notes last changed."""

_Name = tuple[str, int]
"""A note's id, and the index of one of its passages."""


class OrphanOffer(NamedTuple):
    """A candidate for a passage whose file is gone."""

    document: str
    """The document's id."""
    span: Span
    similarity: float
    """Similarity of its words or its sentence to the noted ones, 0 to 1."""


Offers = Mapping[_Name, tuple[OrphanOffer, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class _Orphan:
    name: _Name
    target: Target

    @property
    def runs(self) -> frozenset[str]:
        """Runs of its words; a file that may have the passage has some of them."""
        selectors = (self.target.selector, *self.target.later[-1:])
        return frozenset(
            run for selector in selectors for run in _runs(normalized_words(selector.sentence))
        )


class Orphans:
    """The notes whose files are gone, and the candidates for them in one corpus."""

    def __init__(self, notes: NoteStore) -> None:
        self._notes = notes
        self._inputs: object = None
        """The orphans and files of the present offers."""
        self._offers: Offers = {}
        self._lock = threading.Lock()

    def are_there(self, files: Sequence[KnownFile]) -> bool:
        """Return True if the file of any note is gone, and not one of `files`.

        The files aren't read.

        Raises:
            StoreError: If the notes can't be read.
        """
        return bool(self._names(files))

    def look(self, corpus_files: Sequence[CorpusFile]) -> Offers:
        """Return the offers, the likeliest first.

        Raises:
            StoreError: If the database can't be read or written.
        """
        complete_files = [file for file in corpus_files if file.document and not file.partial]
        with self._lock:
            names = self._names(complete_files)
            inputs = tuple((file.id, file.digest) for file in complete_files), tuple(names)
            if inputs != self._inputs:
                orphans = list(self._orphans(names))
                self._offers, self._inputs = _offers(orphans, complete_files), inputs
            return self._offers

    def _names(self, files: Sequence[KnownFile]) -> list[_Name]:
        """Return the passages whose file is gone and was not found elsewhere by its content."""
        known_keys = {file.key for file in files}
        digests = [file.digest for file in files]
        gone_by_path: dict[str, bool] = {}
        names = []
        for note, n, path in self._notes.passages_but(digests):
            if path not in gone_by_path:
                gone_by_path[path] = path not in known_keys and is_gone(path)
            if gone_by_path[path]:
                names.append((note, n))
        return names[:_MOST]

    def _orphans(self, names: Sequence[_Name]) -> Iterator[_Orphan]:
        name_set = set(names)
        for note in self._notes.some({note for note, _ in names}):
            for n, target in enumerate(note.targets):
                if (note.id, n) in name_set:
                    yield _Orphan((note.id, n), target)


def _offers(orphans: Sequence[_Orphan], corpus_files: Sequence[CorpusFile]) -> Offers:
    if not orphans:
        return {}
    documents = {corpus_file.id: corpus_file.document for corpus_file in corpus_files}
    digests = {corpus_file.id: corpus_file.digest for corpus_file in corpus_files}
    by_document: defaultdict[str, list[_Orphan]] = defaultdict(list)
    for orphan, votes in _votes(orphans, corpus_files).items():
        for name, _ in votes.most_common(_FILES):
            by_document[name].append(orphan)
    offers: defaultdict[_Name, list[OrphanOffer]] = defaultdict(list)
    # File after file, because preparing a file is the slowest step.
    for name, file_orphans in by_document.items():
        if document := documents[name]:
            anchors = AnchorResolver(document, digests[name])
            for orphan in file_orphans:
                offers[orphan.name] += _in_file(orphan.target, name, anchors)
    return {
        name: tuple(sorted(orphan_offers, key=lambda offer: (-offer.similarity, offer))[:_OFFERED])
        for name, orphan_offers in offers.items()
        if orphan_offers
    }


def _votes(
    orphans: Sequence[_Orphan], corpus_files: Sequence[CorpusFile]
) -> dict[_Orphan, Counter[str]]:
    """Return the number of each orphan's runs of words in each document that has any."""
    by_run: defaultdict[str, list[_Orphan]] = defaultdict(list)
    for orphan in orphans:
        for run in orphan.runs:
            by_run[run].append(orphan)
    shortest = min(len(run.split(" ")) for run in by_run) if by_run else _RUN
    votes: defaultdict[_Orphan, Counter[str]] = defaultdict(Counter)
    for corpus_file in corpus_files:
        words = normalized_words(corpus_file.document.text) if corpus_file.document else ()
        file_runs = {run for size in range(shortest, _RUN + 1) for run in _runs(words, size)}
        for run in file_runs & by_run.keys():
            for orphan in by_run[run]:
                votes[orphan][corpus_file.id] += 1
    return dict(votes)


def _in_file(target: Target, document: str, anchors: AnchorResolver) -> Iterator[OrphanOffer]:
    """Yield the positions in one file that have the passage or a similar one."""
    selector = target.selector

    def offer(span: Span) -> OrphanOffer:
        text = anchors.document.text
        around = whole(anchors.document, span).of(text)
        like = similarity(selector.sentence, around), similarity(selector.quote, span.of(text))
        return OrphanOffer(document, span, max(like))

    anchoring = anchors.resolve_latest(selector, target.later)
    if anchoring.span:
        yield offer(anchoring.span)
        return
    candidates = [
        candidate for candidate in map(offer, anchoring.candidates) if candidate.similarity >= _NEAR
    ]
    if not candidates and len(normalized_words(selector.quote)) >= _QUOTE:
        candidates = [offer(span) for span in anchors.verbatim(selector.quote)]
    yield from candidates[:_OFFERED]


def _runs(words: Sequence[str], size: int = 0) -> Iterator[str]:
    """Return the runs of `size` words, by default of `_RUN` words, or all words if fewer."""
    size = size or min(_RUN, len(words))
    return (" ".join(words[n : n + size]) for n in range(len(words) - size + 1) if size)
