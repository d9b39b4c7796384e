"""Look-ups of the matches of a passage, as plain values for the widgets."""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.display_titles import DisplayTitles
from tui.index.match_index import MatchIndex
from tui.lazy_imports import lazy_imports
from tui.matching.config import DEFAULT
from tui.matching.matches import Match, PassageRef
from tui.notes.location.located_notes import LocatedNotes
from tui.screens.collation.comparison_lookup import ComparisonLookup
from tui.screens.matching.note_overlay import glyphs
from tui.text.document import CARRIES_CLAIMS, Document, Role
from tui.text.span import Span
from tui.widgets.article.margin_marks import Coverage, coverage
from tui.widgets.core.styled_text import StyledSpan
from tui.widgets.sources.match_card import Card
from tui.widgets.sources.sources_panel import SourcesView

with lazy_imports():
    from tui.matching import word_alignment
    from tui.screens.collation import difference_facts, difference_marks

if TYPE_CHECKING:
    from tui.collation.differences.differences import Difference

_CARDS = 40
_COPIES = 12
"""Largest number of copies of an article that are named."""

_NOT_COMPARED = {
    Role.BOILERPLATE: "Navigation, advertisement or the like",
    Role.BYLINE: "A credit",
    Role.DATELINE: "A date line",
}


@dataclass(frozen=True, slots=True)
class MatchLookup:
    """The corpus as far as it is read and compared; each look-up is about one passage."""

    corpus_files: Mapping[str, CorpusFile]
    match_index: MatchIndex
    located_notes: LocatedNotes
    titles: DisplayTitles
    comparison: ComparisonLookup = field(default_factory=ComparisonLookup)

    def title(self, document_id: str) -> str:
        """Return the title of a document, distinguished from similar ones."""
        return self.titles.of(self.corpus_files[document_id])

    @property
    def other_count(self) -> int:
        """The number of other articles that were read."""
        return sum(1 for h in self.corpus_files.values() if h.document) - 1

    @property
    def _other_voices(self) -> int:
        """The number of other voices; that of other articles if all are one voice."""
        return self.other_count - self.comparison.copy_count or self.other_count

    def sources(self, reference: PassageRef) -> Collection[str]:
        """Return the other articles that say a passage; none if it is only here."""
        return () if self._is_only_here(reference) else self.match_index.sources(reference)

    def _is_only_here(self, reference: PassageRef) -> bool:
        groups = self.match_index.groups(reference)
        score = max((group[0].score for group in groups), default=0.0)
        return self.comparison.is_only_here(reference, score)

    def voice_count(self, reference: PassageRef) -> int:
        """Return the number of other voices that say the passage at `reference`."""
        return self._voices(reference.document, self.sources(reference))

    def _voices(self, document_id: str, sources: Collection[str]) -> int:
        """Return the number of voices of `sources`, without the document's own."""
        if self.comparison.copy_count >= self.other_count:
            return len(sources)
        voice = self.comparison.voice
        return len({voice(name) for name in sources} - {voice(document_id)})

    def count(self, reference: PassageRef) -> str:
        """Return the number of voices that say a passage, of all voices, and of their articles."""
        sources = self.sources(reference)
        voices = self._voices(reference.document, sources)
        own = self.comparison.voice(reference.document)
        articles = sum(self.comparison.voice(name) != own for name in sources)
        text = f"{voices}/{max(0, self._other_voices)}"
        if voices < articles:
            text += f" voices, {articles} articles"
        return text

    def coverage(self, document_id: str) -> list[Coverage]:
        """Return the coverage of each passage of a document; empty before it is compared.

        No passage is only here before the comparison of the accounts is ready.
        """
        document = self._document(document_id)
        if document is None or document_id not in self.match_index:
            return []
        boilerplate = self.match_index.boilerplate(document_id)
        return [
            self._coverage(PassageRef(document_id, number))
            if passage.role in CARRIES_CLAIMS and number not in boilerplate
            else Coverage.UNKNOWN
            for number, passage in enumerate(document.passages)
        ]

    def _coverage(self, reference: PassageRef) -> Coverage:
        sources, voice_count = self.sources(reference), self._other_voices
        if sources and self._differs(reference):
            return Coverage.DIFFERS
        if sources:
            # A passage that only a copy has, too, has no other voice, but it is not only here.
            return max(
                Coverage.FEW, coverage(self._voices(reference.document, sources), voice_count)
            )
        without_sources = coverage(0, voice_count)
        if without_sources is Coverage.NONE and not self._is_only_here(reference):
            return Coverage.DOUBTFUL
        return without_sources

    def _differs(self, reference: PassageRef) -> bool:
        """Return True if a card of a passage, or a further passage of its source, differs."""
        differences = [
            difference
            for difference in self.comparison.differences(reference)
            if difference.kind != "hedge"
        ]
        return bool(differences) and any(
            _has_difference(differences, group) for group in self.match_index.shown(reference)
        )

    def is_reused(self, reference: PassageRef) -> bool:
        """Return True if the passage is part of a longer block that another article reuses."""
        document = self._document(reference.document)
        if document is None or reference.passage >= len(document.passages):
            return False
        span = document.passages[reference.passage].span
        reused = self.match_index.reused(reference.document)
        first = bisect_right(reused, span.start, key=lambda reuse: reuse.end)
        return first < len(reused) and reused[first].start < span.end

    def is_duplicate(self, reference: PassageRef) -> bool:
        """Return True if the passage repeats an earlier one of its article."""
        document = self._document(reference.document)
        passages = document.passages if document else ()
        return (
            reference.passage < len(passages)
            and passages[reference.passage].duplicate_of is not None
        )

    def sources_view(self, reference: PassageRef, source: str = "") -> SourcesView:
        """Return the view of a passage: all sources, or all passages of one `source`."""
        document = self._document(reference.document)
        if document is None or reference.passage >= len(document.passages):
            return SourcesView()
        passage = document.passages[reference.passage]
        if passage.role in _NOT_COMPARED:
            return SourcesView(
                "Not compared", f"{_NOT_COMPARED[passage.role]}, not a claim of the article."
            )
        if not self.other_count:
            return SourcesView("Nothing to compare with", "This is the only article that is open.")
        if reference.document not in self.match_index:
            return SourcesView("Comparing…", "")
        if recurring := self.match_index.recurring(reference):
            message = f"This line recurs in {recurring} articles: it is no part of their reports."
            return SourcesView("Not compared", f"{message} “Recurring lines” compares them, too.")
        return self._view_of_compared(reference, source)

    def groups(self, reference: PassageRef, source: str = "") -> Sequence[Sequence[Match]]:
        """Return the matches of each card: one for each source, or for each match of `source`."""
        groups = self.match_index.shown(reference)
        if source:
            return [(match,) for g in groups if g[0].there.document == source for match in g]
        return groups

    def _view_of_compared(self, reference: PassageRef, source: str) -> SourcesView:
        cards = self._cards(self.groups(reference, source)[:_CARDS], is_one_source=bool(source))
        if source:
            count = f"{len(cards)} passage{'s' if len(cards) != 1 else ''} of {cards[0].siglum}"
            return SourcesView(count, "", cards)
        family = self.comparison.describe_family(reference.document)
        if copies := self.match_index.copies(reference.document):
            names = ", ".join(map(self.title, copies[:_COPIES]))
            more = f" and {len(copies) - _COPIES} more" if len(copies) > _COPIES else ""
            return SourcesView(f"The same text: {names}{more}", family, cards)
        if self._is_only_here(reference):
            if self.match_index.groups(reference):
                message = "No other article says all of this; these say a part of it."
            else:
                message = f"No other article says this{'; these are the nearest' if cards else ''}."
            return SourcesView("Only here", message, cards)
        if self.match_index.groups(reference):
            return SourcesView("", family, cards)
        if cards:
            message = "These may say it, in other words or in part."
        elif self.comparison.only_here(reference.document) is None:
            message = "Only here is known once all articles are compared."
        else:
            message = "It is too short to decide, or a part of a quotation."
        return SourcesView("No match found", message, cards)

    def _cards(self, groups: Sequence[Sequence[Match]], *, is_one_source: bool) -> tuple[Card, ...]:
        """Return a card for each group; a card says if an earlier one is of the same voice."""
        first: dict[str, str] = {}
        cards = []
        for group in groups:
            document = group[0].there.document
            same = ""
            if not is_one_source:
                siglum = self.titles.siglum(document)
                earlier = first.setdefault(self.comparison.voice(document), siglum)
                same = f"one voice with {earlier}" if earlier != siglum else ""
                if copies := self.match_index.copies(document):
                    same = f"same text as {', '.join(map(self.titles.siglum, copies[:_COPIES]))}"
            cards.append(self._card(group, same))
        return tuple(cards)

    def document_of(self, reference: PassageRef) -> Document:
        """Return the document of a passage.

        Raises:
            KeyError: If the document can't be read.
        """
        document = self._document(reference.document)
        if document is None:
            raise KeyError(reference.document)
        return document

    def words(self, reference: PassageRef) -> str:
        """Return the passage at `reference` on one line, without a change of its length."""
        return self.document_of(reference).on_one_line(reference.passage)

    def shared_words(self, match: Match) -> list[StyledSpan]:
        """Return the words of the passage that `match` shares, as spans of its document."""
        start = self.document_of(match.here).passages[match.here.passage].span.start
        shared, _ = word_alignment.shared_words(self.words(match.here), self.words(match.there))
        return [StyledSpan(span.shifted(start), "shared") for span in shared]

    def differing_values(self, group: Iterable[Match]) -> list[StyledSpan]:
        """Return the values of a passage in which the matches of one card differ.

        Spans are code points of the passage's document.
        """
        return [
            StyledSpan(value, "differs") for match in group for value, _ in self._differing(match)
        ]

    def _differing(self, match: Match) -> Sequence[tuple[Span, Span]]:
        differences = self.comparison.differences(match.here)
        if not differences:
            return ()
        return list(difference_marks.differing_values(differences, match.here, match.there))

    def _facts(self, group: Sequence[Match]) -> tuple[str, ...]:
        """Return the values in which a passage and a source differ, each pair in short form."""
        best = group[0]
        differences = self.comparison.differences(best.here)
        if not differences or not _has_difference(differences, group):
            return ()
        matching = self.match_index.shown(best.here)
        words_there = [
            self.words(match.there)
            for matches in matching
            for match in matches
            if match.there.document == best.there.document
        ]
        return tuple(
            difference_facts.difference_facts(
                differences,
                best.here,
                [match.there for match in group],
                [self.words(best.here)],
                words_there,
            )
        )

    def _card(self, group: Sequence[Match], same: str) -> Card:
        best = group[0]
        passage_words = self.words(best.there)
        _, shared = word_alignment.shared_words(self.words(best.here), passage_words)
        return Card(
            document=best.there.document,
            passage=best.there.passage,
            siglum=self.titles.siglum(best.there.document),
            name=self.corpus_files[best.there.document].short_name,
            kind=str(best.kind),
            certainty=str(DEFAULT.certainty(best.score)),
            text=passage_words,
            shared=shared,
            differing=tuple(
                value.shifted(-self.span(best.there).start) for _, value in self._differing(best)
            ),
            facts=self._facts(group),
            more=len(group) - 1,
            more_differ=any(self._differing(match) for match in group[1:]),
            same=same,
            via=self.titles.siglum(best.via.document) if best.via else "",
            notes=glyphs(self.located_notes.on(best.there.document, self.span(best.there))),
        )

    def _document(self, document_id: str) -> Document | None:
        corpus_file = self.corpus_files.get(document_id)
        return corpus_file.document if corpus_file else None

    def span(self, reference: PassageRef) -> Span:
        """Return the span of a passage; code points of its document's text."""
        return self.document_of(reference).passages[reference.passage].span


def _has_difference(differences: Iterable["Difference"], group: Iterable[Match]) -> bool:
    """Return True if a match of `group` differs in a value."""
    pairs = {(match.here, match.there) for match in group}
    return any(
        (difference.here, difference.there) in pairs or (difference.there, difference.here) in pairs
        for difference in differences
    )


def summary(view: SourcesView, chosen: int) -> str:
    """Return a view in one line: its headline, or the chosen card."""
    if view.headline or not view.cards:
        return view.headline
    card = view.cards[min(chosen, len(view.cards) - 1)]
    return f"{card.siglum}: {card.text}"
