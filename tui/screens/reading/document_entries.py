"""The entries of the document list, in plain words."""

from collections.abc import Container, Iterator, Mapping

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.display_titles import DisplayTitles
from tui.index.match_index import MatchIndex
from tui.reading_state.reading_position import ReadingPosition
from tui.text.document import CARRIES_CLAIMS, Document
from tui.widgets.documents.document_list import REVISED, DocumentEntry


def document_entries(
    corpus_files: Mapping[str, CorpusFile],
    positions: Mapping[str, ReadingPosition],
    match_index: MatchIndex,
    titles: DisplayTitles,
    changed: Container[str] = (),
) -> Iterator[DocumentEntry]:
    """Yield an entry for each file, in order; with a sign if it is among those `changed` since."""
    for corpus_file in corpus_files.values():
        document = corpus_file.document
        if document is None:
            yield DocumentEntry(
                corpus_file.id, corpus_file.name, (corpus_file.problem,), problem=True
            )
            continue
        position = positions.get(corpus_file.id)
        known = [_words(document, partial=corpus_file.partial)]
        if corpus_file.id in match_index:
            known.append(_shared(document, corpus_file.id, match_index))
        read = position is not None and position.read
        read_as = (f"read as {corpus_file.encoding}",) if corpus_file.encoding != "utf-8" else ()
        facts = (" · ".join(known), *read_as, progress(corpus_file, position))
        yield DocumentEntry(corpus_file.id, title(corpus_file, titles, changed), facts, read)


def title(corpus_file: CorpusFile, titles: DisplayTitles, changed: Container[str]) -> str:
    """Return siglum and title of a file, with a sign if it is among those `changed` on the disk."""
    called = " · ".join(filter(None, (titles.siglum(corpus_file.id), titles.of(corpus_file))))
    return f"{REVISED} {called}" if corpus_file.id in changed else called


def progress(corpus_file: CorpusFile, position: ReadingPosition | None) -> str:
    """Return the progress in a file, the last fact of its entry; as quick for any length."""
    return _progress(corpus_file.document, position) if corpus_file.document else ""


def _words(document: Document, *, partial: bool) -> str:
    if partial:
        return "reading…"
    counted = "chars" if 2 * document.letters > document.words else "w"
    return f"{document.words:,} {counted}".replace(",", " ")


def _shared(document: Document, document_id: str, match_index: MatchIndex) -> str:
    """Return the number of its passages that other articles share; repeats count once."""
    saying = match_index.saying(document_id, len(document.passages))
    boilerplate = match_index.boilerplate(document_id)
    counted = [
        count
        for number, (passage, count) in enumerate(zip(document.passages, saying, strict=True))
        if passage.role in CARRIES_CLAIMS
        and passage.duplicate_of is None
        and number not in boilerplate
    ]
    return f"{sum(1 for count in counted if count)}/{len(counted)} shared"


def _progress(document: Document, position: ReadingPosition | None) -> str:
    if position is None:
        return "new"
    if position.read:
        return "read ✓"
    last = max(1, len(document.passages) - 1)
    return f"read to {100 * document.passage_at(position.offset) // last} %"
