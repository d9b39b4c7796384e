"""The answer on the screen: which passage the panel speaks of, which card is chosen, both shown.

Only look-ups, and the alignments of the few pairs that are seen: this is done at every line.
"""

from collections.abc import Sequence

from tui.matching.matches import Match, PassageRef
from tui.screens.matching.match_lookup import MatchLookup, summary
from tui.text.span import Span
from tui.widgets.article.margin_marks import nearest
from tui.widgets.layout.panes import Panes


class SourceSelection:
    """What others say of the passage that is read, or of the one that is pinned."""

    def __init__(self, witnesses: MatchLookup, panes: Panes) -> None:
        self._witnesses = witnesses
        self._reader, self._sources, self._strip = panes.reader, panes.sources, panes.strip
        self._open = ""
        self._pinned: PassageRef | None = None
        self.source = ""
        """The other document whose card is chosen; empty for the best one."""
        self._listed: PassageRef | None = None
        """The passage for which all passages of the chosen source are listed."""
        self._passage = 0
        """Which of these is chosen."""
        self._shown: tuple[object, ...] = ()
        """What is shown depended on this, so that nothing is worked out twice."""

    def open(self, document: str, source: str = "") -> None:
        """Speak of `document` from now on, the card of `source` chosen wherever it has one."""
        self._open, self.source, self._pinned = document, source, None
        self._listed = None
        self.forget()

    def forget(self) -> None:
        """Work out anew what is shown next, though nothing seems to have changed."""
        self._shown = ()

    @property
    def here(self) -> PassageRef:
        """The passage on the reading line."""
        return PassageRef(self._open, self._reader.passage)

    @property
    def place(self) -> PassageRef:
        """The passage the panel speaks of: the pinned one, or the one on the reading line."""
        return self._pinned or self.here

    @property
    def _groups(self) -> Sequence[Sequence[Match]]:
        """The matches of the cards, a group each."""
        return self._witnesses.groups(self.place, self._only)

    @property
    def _only(self) -> str:
        """The source whose passages alone are listed; empty if each source has a card."""
        return self.source if self._listed == self.place else ""

    def match(self) -> Match | None:
        """The chosen card's match."""
        groups = self._groups
        return groups[self._chosen][0] if groups else None

    @property
    def _chosen(self) -> int:
        """The number of the card that is chosen."""
        if self._only:
            return min(self._passage, len(self._groups) - 1)
        return next(
            (n for n, g in enumerate(self._groups) if g[0].there.document == self.source), 0
        )

    def choose(self, number: int) -> None:
        """Choose a card by its number."""
        groups = self._groups
        if groups:
            number = min(max(0, number), len(groups) - 1)
            self._passage = number
            self.source = groups[number][0].there.document

    def step(self, cards: int) -> None:
        """Choose the card so many further on."""
        self.choose(self._chosen + cards)

    def pass_on(self) -> None:
        """Choose the card after the chosen one, or the one before if there is none after."""
        groups = self._groups
        chosen = self._chosen
        if len(groups) > 1:
            self.choose(chosen + 1 if chosen + 1 < len(groups) else chosen - 1)

    def list_passages(self) -> bool:
        """List all passages of the chosen source that match, or the sources again.

        Returns False if the source has no other passage.
        """
        if self._only:
            self._listed = None
            return True
        match = self.match()
        if match is None or len(self._groups[self._chosen]) == 1:
            return False
        self.source = match.there.document
        self._listed, self._passage = self.place, 0
        return True

    def pin(self) -> None:
        """Keep to this passage, or follow the reading line again."""
        self._pinned = None if self._pinned else self.here

    # Showing

    @property
    def is_shown(self) -> bool:
        """Whether the panel shows all that there is to be shown."""
        return self._shown == self._asked

    @property
    def _asked(self) -> tuple[object, ...]:
        w = self._witnesses
        chosen = self.source, self._only, self._passage
        return self.place, chosen, self._pinned, w.match_index.version, len(w.corpus_files)

    def show(self) -> None:
        """Show what the others say, in the panel and on the reader's words."""
        self._shown = self._asked
        w, place, match = self._witnesses, self.place, self.match()
        self._reader.show_marks(w.shared_words(match) if match else [])
        answer = w.sources_view(place, self._only)
        self._sources.show(answer, self._chosen)
        pinned = "pinned · " if self._pinned else ""
        self._sources.set_class(self._pinned is not None, "-pinned")
        self._reader.pin(w.span(place) if self._pinned else Span(0, 0))
        echo = " · said twice here" if w.is_duplicate(place) else ""
        block = " · reused block" if w.is_reused(place) else ""
        said = f"{w.saying(place)}/{max(0, w.others)}"
        self._strip.words = f"{said} · {summary(answer, self._chosen)}"
        self._sources.set_title(f"3 {pinned}Other sources {said}{block}{echo}")

    def cover(self) -> None:
        """Show in the gutter how many say each passage, and which stretches stand elsewhere too."""
        w = self._witnesses
        match_index = w.match_index
        self._reader.show_coverage(
            w.coverage(self._open),
            match_index.reused(self._open),
            match_index.boilerplate(self._open),
        )

    def next_covered(self, step: int, *, shared: bool) -> int | None:
        """The next passage that others say, or that none does, in the way of `step` (1 or -1)."""
        known = self._witnesses.coverage(self._open)
        return nearest(known, self._reader.passage, step, shared=shared)
