"""What the notes sheet lists: notes by passage, article or corpus, searched and filtered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from tui.anchoring.result import State
from tui.corpus.corpus_file import Holding
from tui.notes.database.note_filter import NoteLine, Wanted
from tui.notes.location.note_locator import Followed
from tui.notes.location.orphans import Offer, Offers
from tui.notes.note import Kind
from tui.notes.note_store import Notes
from tui.text.document import Document
from tui.text.sanitization import clean_line
from tui.text.span import Span
from tui.widgets.article.note_marks import LINK, NOTE
from tui.widgets.notes.notes_list import NoteEntry

MOST = 200
"""Notes listed at once."""
_CANDIDATES = 3
_DRAFT, _LOST, _OFFERED = "✐", "?", "↳"


class Scope(StrEnum):
    """Of what the notes are."""

    PASSAGE = "this passage"
    ARTICLE = "this article"
    CORPUS = "all notes"


@dataclass(frozen=True, slots=True)
class About:
    """Where the reader is."""

    holding: Holding | None
    on_passage: tuple[str, ...] = ()
    """The ids of the notes on the passage, also of those on what other articles say like it."""
    followed: Followed | None = None
    passage: Span = Span(0, 0)  # noqa: RUF009  # a value
    """What the reading line is on."""
    offers: Offers = field(default_factory=dict)
    """Where notes may be whose files are gone."""
    holdings: Mapping[str, Holding] = field(default_factory=dict)

    def offered(self, scope: Scope) -> Offers:
        """The offers that are of a scope; for the whole corpus all of them."""

        def is_in(offer: Offer) -> bool:
            if scope is Scope.CORPUS:
                return True
            here = self.holding is not None and offer.document == self.holding.id
            inside = offer.span.start < self.passage.end and self.passage.start < offer.span.end
            return here and (scope is Scope.ARTICLE or inside)

        some = {name: tuple(filter(is_in, offers)) for name, offers in self.offers.items()}
        return {name: offers for name, offers in some.items() if offers}


@dataclass(frozen=True, slots=True)
class Listing:
    """What is listed, and how many notes there are of that sort."""

    entries: tuple[NoteEntry, ...]
    count: int


def listing(notes: Notes, about: About, scope: Scope, query: str, kind: Kind | None) -> Listing:
    """The notes of `scope` that `query` asks for: words, `#tag` and `@article`, each in part."""
    parts = query.split()
    wanted = Wanted(
        words=" ".join(part for part in parts if part[0] not in "#@"),
        tag_starts=tuple(part[1:] for part in parts if part[0] == "#" and part[1:]),
        article=" ".join(part[1:] for part in parts if part[0] == "@"),
        kind=kind,
        path=about.holding.key if scope is Scope.ARTICLE and about.holding else "",
        digest=about.holding.digest if scope is Scope.ARTICLE and about.holding else "",
        ids=about.on_passage if scope is Scope.PASSAGE else None,
    )
    lines, count = notes.lines(wanted, MOST)
    offers = about.offered(scope)
    if offers:
        wanted = replace(wanted, path="", digest="", ids=tuple({note for note, _ in offers}))
        more, orphans = notes.lines(wanted, MOST)
        fresh = [line for line in more if line not in lines]
        lines = [*fresh, *lines]
        count += 0 if scope is Scope.CORPUS else len(fresh) + max(0, orphans - MOST)
    drafts = list(_drafts(notes)) if scope is Scope.CORPUS and not parts and not kind else []
    entries = [entry for line in lines for entry in _entries(line, about, offers)]
    lost = [entry for entry in entries if entry.is_lost or entry.candidate is not None]
    found = [entry for entry in entries if entry not in lost]
    return Listing((*drafts, *lost, *found), count + len(drafts))


def _drafts(notes: Notes) -> Iterator[NoteEntry]:
    for draft in notes.drafts.all():
        quote = draft.targets[0].selector.quote if draft.targets else ""
        title = draft.targets[0].title if draft.targets else "of a note that is there"
        text = clean_line(draft.text, 200)
        yield NoteEntry(
            draft.place, _DRAFT, f"draft · {title}", text, _quoted(quote), is_draft=True
        )


def _entries(line: NoteLine, about: About, offers: Offers) -> Iterator[NoteEntry]:
    """A note, and below it the places offered if one of its passages is lost."""
    tags = "".join(f" #{tag}" for tag in line.tags)
    more = f" · {line.targets} passages" if line.targets > 1 else ""
    became, lost = _became(line.id, about)
    orphaned = [(n, found) for (note, n), found in offers.items() if note == line.id]
    became += " · its file is gone" if orphaned else ""
    facts = f"{line.told}{tags} · {line.title or 'no article'}{more}{became}"
    is_lost = bool(lost or orphaned)
    glyph = _LOST if is_lost else _glyph(line.told)
    rows = [row for row in (line.text, _quoted(line.quote)) if row] + ["", ""]
    place = _place(orphaned[0][1][0]) if orphaned else None
    yield NoteEntry(line.id, glyph, facts, rows[0], rows[1], place=place, is_lost=is_lost)
    document = about.holding.document if about.holding else None
    for n, spans in lost:
        for number, span in enumerate(spans[:_CANDIDATES]):
            words = span.of(document.text) if document else ""
            yield NoteEntry(
                line.id, _OFFERED, "perhaps here: Enter goes there, p puts it back",
                clean_line(words, 200), "", n, number,
            )  # fmt: skip
    for n, found in orphaned:
        for number, offer in enumerate(found[:_CANDIDATES]):
            yield _offered(line.id, n, number, offer, about.holdings[offer.document])


def _offered(note: str, n: int, number: int, offer: Offer, holding: Holding) -> NoteEntry:
    """A place offered in a file for a note whose own is gone."""
    words = _sentence(holding.document, offer.span) if holding.document else ""
    facts = f"perhaps in {holding.name}: Enter goes there, p puts it there"
    return NoteEntry(
        note, _OFFERED, facts, clean_line(words, 200), "", n, number, place=_place(offer)
    )


def _sentence(document: Document, span: Span) -> str:
    return document.words_of(document.passage_at(span.start))


def _place(offer: Offer) -> tuple[str, int]:
    return offer.document, offer.span.start


def _became(note: str, about: About) -> tuple[str, list[tuple[int, tuple[Span, ...]]]]:
    """What became of a note's passages in the open article, in words; and the places offered."""
    told, lost = "", list[tuple[int, tuple[Span, ...]]]()
    if about.followed:
        for (name, n), anchoring in about.followed.found.items():
            if name == note and anchoring.state is not State.EXACT:
                told += f" · {anchoring.state}" + (f": {anchoring.change or ''}").rstrip(": ")
                if anchoring.span is None:
                    lost.append((n, anchoring.candidates))
    return told, lost


def _glyph(told: str) -> str:
    kind, _, what = told.partition(" ")
    return what if kind == "mark" else LINK if kind == "link" else NOTE


def _quoted(quote: str) -> str:
    return f"“{clean_line(quote, 200)}”" if quote else ""
