"""The display of matches: the sources panel, the marks in the article and its margin.

It runs for every line: it only looks matches up, and aligns the words of the few pairs it shows.
"""

from collections.abc import Callable, Collection

from tui.screens.matching.match_lookup import MatchLookup, summary
from tui.screens.matching.source_selection import SourceSelection
from tui.text.span import Span
from tui.widgets.layout.panes import Panes


class MatchDisplay:
    """The matches of the selected passage, in the panes."""

    def __init__(
        self,
        lookup: MatchLookup,
        selection: SourceSelection,
        panes: Panes,
        known_elsewhere: Callable[[str], Collection[int]] = lambda _: (),
    ) -> None:
        """Create a display.

        Args:
            lookup: The matches of a passage.
            selection: The selected passage and card.
            panes: The panes that show them.
            known_elsewhere: Returns the passages of a document that were read in other articles.
        """
        self._known_elsewhere = known_elsewhere
        self._lookup = lookup
        self._selection = selection
        self._reader, self._sources, self._strip = panes.reader, panes.sources, panes.strip
        self._shown_state: tuple[object, ...] = ()
        """The state on the screen, so that pairs are aligned only once."""

    def invalidate(self) -> None:
        """Update everything the next time, even if no state has changed."""
        self._shown_state = ()

    @property
    def is_current(self) -> bool:
        """True if the panes show the newest state."""
        return self._shown_state == self._state

    @property
    def _state(self) -> tuple[object, ...]:
        lookup = self._lookup
        versions = lookup.match_index.version, lookup.comparison.version
        return *self._selection.state, *versions, len(lookup.corpus_files)

    def update(self) -> None:
        """Show the cards of the selected passage, and the words that the chosen card shares."""
        self._shown_state = self._state
        lookup, selection = self._lookup, self._selection
        reference, matches, chosen = selection.passage, selection.matches(), selection.chosen
        marks = lookup.shared_words(matches[0]) if matches else []
        marks += lookup.differing_values(matches)
        self._reader.show_marks(marks)
        view = lookup.sources_view(reference, selection.listed_source)
        self._sources.show(view, chosen)
        pinned = "pinned · " if selection.is_pinned else ""
        self._sources.set_class(selection.is_pinned, "-pinned")
        self._reader.pin(lookup.span(reference) if selection.is_pinned else Span(0, 0))
        duplicate = " · said twice here" if lookup.is_duplicate(reference) else ""
        reused = " · reused block" if lookup.is_reused(reference) else ""
        count = lookup.count(reference)
        self._strip.words = f"{pinned}{count} · {summary(view, chosen)}"
        self._sources.set_title(f"3 {pinned}Other sources {count}{duplicate}{reused}")

    def update_margin(self) -> None:
        """Show the coverage of each passage, the reused ranges, and passages known from others."""
        lookup, document = self._lookup, self._selection.document
        self._reader.show_coverage(
            lookup.coverage(document),
            lookup.match_index.reused(document),
            lookup.match_index.boilerplate(document),
            self._known_elsewhere(document),
        )
