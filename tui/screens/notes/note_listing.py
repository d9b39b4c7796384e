"""The listing of the notes dialog: notes by passage, article or corpus, searched and filtered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from tui.anchoring.result import AnchorState
from tui.corpus.corpus_file import CorpusFile
from tui.notes.database.note_filter import NoteFilter, NoteSummary
from tui.notes.drafts import Draft
from tui.notes.location.note_locator import LocateResult
from tui.notes.location.orphans import Offers, OrphanOffer
from tui.notes.note import Kind
from tui.notes.note_store import NoteStore
from tui.text.document import Document
from tui.text.normalization.white_space import collapse_white_space
from tui.text.sanitization import clean_line
from tui.text.span import Span
from tui.widgets.article.note_marks import LINK, NOTE
from tui.widgets.notes.notes_list import NoteEntry

MOST = 200
"""Largest number of notes in a listing."""
_CANDIDATES = 3
_DRAFT, _LOST, _OFFER = "✐", "?", "↳"


class Scope(StrEnum):
    """The scope of a listing."""

    PASSAGE = "this passage"
    ARTICLE = "this article"
    CORPUS = "all notes"


@dataclass(frozen=True, slots=True)
class ListingContext:
    """The position of the reader."""

    corpus_file: CorpusFile | None
    on_passage: tuple[str, ...] = ()
    """The ids of the notes on the passage, and of those on matching passages elsewhere."""
    followed: LocateResult | None = None
    passage: Span = Span(0, 0)  # noqa: RUF009  # a value
    """The span of the passage on the reading line."""
    offers: Offers = field(default_factory=dict)
    """Possible targets of notes whose files are gone."""
    corpus_files: Mapping[str, CorpusFile] = field(default_factory=dict)
    sigla: Mapping[str, str] = field(default_factory=dict)
    """The sigla of articles, by the keys of their files."""

    def cite(self, path: str, title: str) -> str:
        """Return the title of an article after its siglum, if it has one."""
        return " · ".join(filter(None, (self.sigla.get(path, ""), title)))

    def has_draft(self, draft: Draft, scope: Scope) -> bool:
        """Return True if a draft is in `scope`; that of a note already saved is in all notes."""
        if scope is Scope.CORPUS:
            return True
        document = self.corpus_file.document if self.corpus_file else None
        if self.corpus_file is None or document is None:
            return False
        targets = [target for target in draft.targets if target.path == self.corpus_file.key]
        if scope is Scope.ARTICLE:
            return bool(targets)
        words = collapse_white_space(self.passage.of(document.text))
        return any(
            collapse_white_space(target.selector.quote.strip()) in words for target in targets
        )

    def offers_in(self, scope: Scope) -> Offers:
        """Return the offers of a scope; for the whole corpus all of them."""

        def is_in(offer: OrphanOffer) -> bool:
            if scope is Scope.CORPUS:
                return True
            is_in_article = self.corpus_file is not None and offer.document == self.corpus_file.id
            inside = offer.span.start < self.passage.end and self.passage.start < offer.span.end
            return is_in_article and (scope is Scope.ARTICLE or inside)

        offers_in_scope = {
            name: tuple(filter(is_in, offers)) for name, offers in self.offers.items()
        }
        return {name: offers for name, offers in offers_in_scope.items() if offers}


@dataclass(frozen=True, slots=True)
class Listing:
    """The listed entries, and the number of all notes of that kind."""

    entries: tuple[NoteEntry, ...]
    count: int


def list_notes(
    notes: NoteStore, context: ListingContext, scope: Scope, query: str, kind: Kind | None
) -> Listing:
    """Return the notes of `scope` that have the words, `#tag` and `@article` of `query`."""
    parts = query.split()
    note_filter = NoteFilter(
        words=" ".join(part for part in parts if part[0] not in "#@"),
        tag_starts=tuple(part[1:] for part in parts if part[0] == "#" and part[1:]),
        article=" ".join(part[1:] for part in parts if part[0] == "@"),
        kind=kind,
        path=context.corpus_file.key if scope is Scope.ARTICLE and context.corpus_file else "",
        digest=context.corpus_file.digest if scope is Scope.ARTICLE and context.corpus_file else "",
        ids=context.on_passage if scope is Scope.PASSAGE else None,
    )
    lines, count = notes.summaries(note_filter, MOST)
    offers = context.offers_in(scope)
    if offers:
        note_filter = replace(
            note_filter, path="", digest="", ids=tuple({note for note, _ in offers})
        )
        more, orphans = notes.summaries(note_filter, MOST)
        new_lines = [line for line in more if line not in lines]
        lines = [*new_lines, *lines]
        count += 0 if scope is Scope.CORPUS else len(new_lines) + max(0, orphans - MOST)
    drafts = [] if parts or kind else list(_drafts(notes, context, scope))
    names = notes.mark_names.all()
    entries = [entry for line in lines for entry in _entries(line, context, offers, names)]
    lost = [entry for entry in entries if entry.is_lost or entry.candidate is not None]
    remaining = [entry for entry in entries if entry not in lost]
    return Listing((*drafts, *lost, *remaining), count + len(drafts))


def _drafts(notes: NoteStore, context: ListingContext, scope: Scope) -> Iterator[NoteEntry]:
    for draft in notes.drafts.all():
        if not context.has_draft(draft, scope):
            continue
        quote = draft.targets[0].selector.quote if draft.targets else ""
        title = "of a note that is there"
        if draft.targets:
            title = context.cite(draft.targets[0].path, draft.targets[0].title)
        text = clean_line(draft.text, 200)
        yield NoteEntry(draft.key, _DRAFT, f"draft · {title}", text, _quote(quote), is_draft=True)


def _entries(
    line: NoteSummary, context: ListingContext, offers: Offers, mark_names: Mapping[int, str]
) -> Iterator[NoteEntry]:
    """Yield the entry of a note, and of the possible positions of its lost passages."""
    tags = "".join(f" #{tag}" for tag in line.tags)
    more = f" · {line.targets} passages" if line.targets > 1 else ""
    became, lost = _state(line.id, context)
    orphaned = [(n, note_offers) for (note, n), note_offers in offers.items() if note == line.id]
    became += " · its file is gone" if orphaned else ""
    title = context.cite(line.path, line.title) if line.title else "no article"
    facts = f"{line.label(mark_names)}{tags}{became} · {title}{more}"
    is_lost = bool(lost or orphaned)
    glyph = _LOST if is_lost else _glyph(line)
    rows = [row for row in (line.text, _quote(line.quote)) if row] + ["", ""]
    position = _target_position(orphaned[0][1][0]) if orphaned else None
    yield NoteEntry(line.id, glyph, facts, rows[0], rows[1], target=position, is_lost=is_lost)
    document = context.corpus_file.document if context.corpus_file else None
    for n, spans in lost:
        for number, span in enumerate(spans[:_CANDIDATES]):
            words = span.of(document.text) if document else ""
            yield NoteEntry(
                line.id, _OFFER, "perhaps here: Enter goes there, p puts it back",
                clean_line(words, 200), "", n, number,
            )  # fmt: skip
    for n, note_offers in orphaned:
        for number, offer in enumerate(note_offers[:_CANDIDATES]):
            yield _offer_entry(line.id, n, number, offer, context.corpus_files[offer.document])


def _offer_entry(
    note: str, n: int, number: int, offer: OrphanOffer, corpus_file: CorpusFile
) -> NoteEntry:
    """Return the entry of a possible target for a note whose file is gone."""
    words = _sentence(corpus_file.document, offer.span) if corpus_file.document else ""
    facts = f"perhaps in {corpus_file.name}: Enter goes there, p puts it there"
    return NoteEntry(
        note, _OFFER, facts, clean_line(words, 200), "", n, number, target=_target_position(offer)
    )


def _sentence(document: Document, span: Span) -> str:
    return document.words_of(document.passage_at(span.start))


def _target_position(offer: OrphanOffer) -> tuple[str, int]:
    return offer.document, offer.span.start


def _state(note: str, context: ListingContext) -> tuple[str, list[tuple[int, tuple[Span, ...]]]]:
    """Return the state of a note's passages in the open article, and possible positions."""
    message, lost = "", list[tuple[int, tuple[Span, ...]]]()
    if context.followed:
        for (name, n), anchoring in context.followed.anchor_results.items():
            if name == note and anchoring.state is not AnchorState.EXACT:
                message += f" · {anchoring.state}" + (f": {anchoring.change or ''}").rstrip(": ")
                if anchoring.span is None:
                    lost.append((n, anchoring.candidates))
    return message, lost


def _glyph(line: NoteSummary) -> str:
    return str(line.mark) if line.mark else LINK if line.kind is Kind.LINK else NOTE


def _quote(quote: str) -> str:
    return f"“{clean_line(quote, 200)}”" if quote else ""
