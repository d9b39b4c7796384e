"""The document list's entries: what is known of each holding, in plain words."""

from collections.abc import Container, Iterator, Mapping

from tui.corpus.corpus_file import Holding
from tui.corpus.display_titles import Titles
from tui.index.match_index import Findings
from tui.reading_state.reading_position import Bookmark
from tui.text.document import CARRIES_CLAIMS, Document
from tui.widgets.documents.document_list import Entry
from tui.widgets.layout.legend import REVISED


def entries(
    holdings: Mapping[str, Holding],
    bookmarks: Mapping[str, Bookmark],
    findings: Findings,
    titles: Titles,
    revised: Container[str] = (),
) -> Iterator[Entry]:
    """One entry for each holding, in order; a sign on those that were `revised` since."""
    for holding in holdings.values():
        document = holding.document
        if document is None:
            yield Entry(holding.id, holding.name, (holding.problem,), problem=True)
            continue
        bookmark = bookmarks.get(holding.id)
        known = [_words(document, partial=holding.partial)]
        if holding.id in findings:
            known.append(_shared(document, holding.id, findings))
        read = bookmark is not None and bookmark.read
        read_as = (f"read as {holding.encoding}",) if holding.encoding != "utf-8" else ()
        facts = (" · ".join(known), *read_as, progress(holding, bookmark))
        yield Entry(holding.id, title(holding, titles, revised), facts, read)


def title(holding: Holding, titles: Titles, revised: Container[str]) -> str:
    """What a holding is called, with a sign if it is among those `revised` on the disk since."""
    called = " · ".join(filter(None, (titles.siglum(holding.id), titles.of(holding))))
    return f"{REVISED} {called}" if holding.id in revised else called


def progress(holding: Holding, bookmark: Bookmark | None) -> str:
    """How far one is in a holding, the last of its entry's facts: quickly told for any length."""
    return _progress(holding.document, bookmark) if holding.document else ""


def _words(document: Document, *, partial: bool) -> str:
    if partial:
        return "reading…"
    counted = "chars" if 2 * document.letters > document.words else "w"
    return f"{document.words:,} {counted}".replace(",", " ")


def _shared(document: Document, document_id: str, findings: Findings) -> str:
    """How many of its passages other articles share; what it says twice is counted once."""
    saying = findings.saying(document_id, len(document.passages))
    furniture = findings.furniture(document_id)
    counted = [
        count
        for number, (passage, count) in enumerate(zip(document.passages, saying, strict=True))
        if passage.role in CARRIES_CLAIMS and passage.echo_of is None and number not in furniture
    ]
    return f"{sum(1 for count in counted if count)}/{len(counted)} shared"


def _progress(document: Document, bookmark: Bookmark | None) -> str:
    if bookmark is None:
        return "new"
    if bookmark.read:
        return "read ✓"
    last = max(1, len(document.passages) - 1)
    return f"read to {100 * document.passage_at(bookmark.offset) // last} %"
