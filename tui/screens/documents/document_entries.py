"""The entries of the document list: titles, progress and counts in words."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.display_titles import DisplayTitles
from tui.corpus.siglum_assignment import NO_SIGLA, SiglumAssignment
from tui.index.match_index import MatchIndex
from tui.reading_state.reading_position import ReadingPosition
from tui.text.document import CARRIES_CLAIMS, Document
from tui.widgets.documents.document_list import ADDED, REVISED, DocumentEntry


class ListOrder(StrEnum):
    """The orders of the list, in the sequence of the key for them."""

    STATED = "in the order of variorum.toml"
    DISK = "on disk"
    TITLE = "by title"
    OUTLET = "by outlet"
    DATE = "by date"
    UNREAD = "unread first"
    LETTER = "by letter"
    OWN = "in your order"


NO_VERSIONS: Mapping[str, int] = MappingProxyType({})


def versions_of(corpus_files: Iterable[CorpusFile]) -> Mapping[str, int]:
    """Return the number of versions of the articles, by address."""
    return Counter(
        corpus_file.metadata.url
        for corpus_file in corpus_files
        if corpus_file.document and corpus_file.metadata.url
    )


def document_entries(
    corpus_files: Iterable[CorpusFile],
    positions: Mapping[str, ReadingPosition],
    match_index: MatchIndex,
    titles: DisplayTitles,
    changed: Container[str] = (),
    *,
    versions: Mapping[str, int] = NO_VERSIONS,
    added: Container[str] = (),
    describe_novelty: Callable[[str], str] = lambda _: "",
) -> Iterator[DocumentEntry]:
    """Yield an entry for each file, in order; with a sign if it was `changed` or `added` since.

    `versions` has the number of versions by address.
    """
    for corpus_file in corpus_files:
        document = corpus_file.document
        if document is None:
            yield DocumentEntry(corpus_file.id, corpus_file.name, problem=corpus_file.problem)
            continue
        position = positions.get(corpus_file.id)
        shared = ""
        if corpus_file.id in match_index:
            shared = _shared(document, corpus_file.id, match_index)
        facts = (
            f"read as {corpus_file.encoding}" if corpus_file.encoding != "utf-8" else "",
            _versions(versions.get(corpus_file.metadata.url, 0)),
            corpus_file.metadata.outlet,
            corpus_file.group if corpus_file.group != corpus_file.metadata.outlet else "",
            corpus_file.metadata.date,
            shared,
            _words(document, partial=corpus_file.partial),
            corpus_file.metadata.author,
        )
        yield DocumentEntry(
            corpus_file.id,
            title(corpus_file, titles, changed, added),
            tuple(filter(None, facts)),
            progress(corpus_file, position, describe_novelty(corpus_file.id)),
            read=position is not None and position.read,
            unknown=_unknown(corpus_file),
        )


def sort_files(
    corpus_files: Iterable[CorpusFile],
    order: ListOrder,
    positions: Mapping[str, ReadingPosition],
    sigla: SiglumAssignment = NO_SIGLA,
) -> list[CorpusFile]:
    """Return the files in `order`; equal and unreadable ones in the order of the disk.

    Files without a value to sort by come last. `sigla` have the order that the reader made, and
    that of the corpus' configuration.
    """
    ranks = sigla.places() if order is ListOrder.OWN else {}
    letters = sigla.sigla() if order is ListOrder.LETTER else {}

    def key(corpus_file: CorpusFile) -> tuple[bool, bool, str]:
        value = ""
        match order:
            case ListOrder.TITLE:
                value = corpus_file.title.casefold()
            case ListOrder.OUTLET:
                value = corpus_file.metadata.outlet.casefold()
            case ListOrder.DATE:
                value = corpus_file.metadata.date
            case ListOrder.UNREAD:
                value = str(int(corpus_file.id in positions) + _is_read(positions, corpus_file.id))
            case ListOrder.LETTER:
                letter = letters.get(corpus_file.key, "")
                value = letter and f"{len(letter)}{letter}"
            case ListOrder.STATED:
                value = f"{sigla.config.place(corpus_file.key):09}"
            case ListOrder.OWN:
                value = f"{ranks.get(corpus_file.key, len(ranks)):09}"
        return corpus_file.document is None, not value, value

    files = list(corpus_files)
    return files if order is ListOrder.DISK else sorted(files, key=key)


def _is_read(positions: Mapping[str, ReadingPosition], document_id: str) -> bool:
    return document_id in positions and positions[document_id].read


def title(
    corpus_file: CorpusFile,
    titles: DisplayTitles,
    changed: Container[str],
    added: Container[str] = (),
) -> str:
    """Return siglum and title of a file, with a sign if it was `changed` or `added` on the disk."""
    label = " · ".join(filter(None, (titles.siglum(corpus_file.id), titles.of(corpus_file))))
    if corpus_file.id in changed:
        return f"{REVISED} {label}"
    return f"{ADDED} {label}" if corpus_file.id in added else label


def progress(
    corpus_file: CorpusFile, position: ReadingPosition | None, novelty: str = ""
) -> tuple[str, ...]:
    """Return the novelty of a file and the reading progress, from the longest wording to shorter.

    It takes no time that grows with the length of the file.
    """
    if corpus_file.document is None:
        return ()
    if position is None:
        return (novelty, _without_total(novelty)) if novelty else ("new",)
    state = _progress(corpus_file.document, position)
    if not novelty:
        return (state,)
    return f"{novelty} · {state}", f"{_without_total(novelty)} · {state}", _without_total(novelty)


def _without_total(novelty: str) -> str:
    """Return `6 new` of `6 new of 22`."""
    return novelty.partition(" of ")[0]


def _unknown(corpus_file: CorpusFile) -> tuple[str, ...]:
    """Return words for the outlet and the day, if neither the file nor the reader states them."""
    outlet = "" if corpus_file.metadata.outlet else "outlet unknown"
    return tuple(filter(None, (outlet, "" if corpus_file.metadata.date else "no date")))


def _versions(count: int) -> str:
    """Return the number of versions of an article, where there are several."""
    return f"1 of {count} versions" if count > 1 else ""


def _words(document: Document, *, partial: bool) -> str:
    if partial:
        return "reading…"
    unit = "chars" if 2 * document.letters > document.words else "w"
    return f"{document.words:,} {unit}".replace(",", " ")


def _shared(document: Document, document_id: str, match_index: MatchIndex) -> str:
    """Return the number of its passages that other articles share; repeats count once."""
    voice_counts = match_index.saying(document_id, len(document.passages))
    boilerplate = match_index.boilerplate(document_id)
    counts = [
        count
        for number, (passage, count) in enumerate(zip(document.passages, voice_counts, strict=True))
        if passage.role in CARRIES_CLAIMS
        and passage.duplicate_of is None
        and number not in boilerplate
    ]
    return f"{sum(1 for count in counts if count)}/{len(counts)} shared"


def _progress(document: Document, position: ReadingPosition) -> str:
    if position.read:
        return "read ✓"
    last = max(1, len(document.passages) - 1)
    return f"{100 * document.passage_at(position.offset) // last} %"
