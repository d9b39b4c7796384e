"""The keys that go from passage to passage of the open article, or open its gutter's marks."""

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Container

from tui.commands import hints
from tui.screens.collation.novelty_controller import NoveltyController
from tui.screens.commands.command_context import CommandContext
from tui.screens.messages import RecurringLinesToggled, StatusChanged
from tui.widgets.article.article_view import ArticleView
from tui.widgets.core.bindings import bindings


class PassageCommands(Container):
    """A container that binds the keys for the passages of the open article."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("passage.")]

    def __init__(self, context: CommandContext, novelty: NoveltyController) -> None:
        super().__init__(id="passage-commands")
        self._selection = context.selection
        self._titles = context.lookup.titles
        self._panes = context.panes
        self._novelty = novelty
        self._reader: ArticleView = context.panes.reader
        self._changed_keys = context.settings.keys

    def action_passage_next_shared(self) -> None:
        self._go_to_covered(1, shared=True)

    def action_passage_previous_shared(self) -> None:
        self._go_to_covered(-1, shared=True)

    def action_passage_next_only_here(self) -> None:
        self._go_to_covered(1, shared=False)

    def action_passage_previous_only_here(self) -> None:
        self._go_to_covered(-1, shared=False)

    def _go_to_covered(self, step: int, *, shared: bool) -> None:
        passage = self._selection.next_covered(step, shared=shared)
        if passage is not None:
            self._reader.go_to_passage(passage)
            return
        kind = "that others share" if shared else "without a match"
        self._say(f"No {'further' if step > 0 else 'earlier'} passage {kind}")

    def action_passage_next_differing(self) -> None:
        self._go_to_differing(1)

    def action_passage_previous_differing(self) -> None:
        self._go_to_differing(-1)

    def _go_to_differing(self, step: int) -> None:
        passage = self._selection.next_differing(step)
        if passage is not None:
            self._reader.go_to_passage(passage)
            return
        self._say(f"No {'further' if step > 0 else 'earlier'} passage in which a value differs")

    def action_passage_next(self) -> None:
        self._go_to_neighbour(1)

    def action_passage_previous(self) -> None:
        self._go_to_neighbour(-1)

    def _go_to_neighbour(self, step: int) -> None:
        """Go to the next passage of any kind; after the last, name the next article."""
        if self._reader.document is None:
            return
        passage = self._reader.neighbour(step)
        if passage is not None:
            self._reader.go_to_passage(passage)
        elif step > 0:
            self._say(self.next_article or "This is the last passage of the last article")
        else:
            self._say("This is the first passage")

    @property
    def next_article(self) -> str:
        """The next article and the key that goes there, in words; empty at the list's end.

        It is the article with the most new passages, where that is known, else the next one of the
        list.
        """
        if self._novelty.is_known:
            most = self._novelty.most_new(self._selection.document)
            if most is None:
                return "nothing is new in the other articles"
            name, count = most
            key = hints(self._changed_keys, "novelty.next goes there")
            return f"next: {self._titles.siglum(name)} ({count} new), {key}"
        if neighbour := self._panes.documents.neighbour(1):
            key = hints(self._changed_keys, "document.next").partition(" ")[0]
            return f"next: {self._titles.siglum(neighbour)} ({key})"
        return ""

    def action_passage_blocks(self) -> None:
        self._reader.show_blocks(shown=not self._reader.are_blocks_shown)

    def action_passage_collapse(self) -> None:
        if self._reader.has_boilerplate_runs:
            self._reader.collapse(collapsed=not self._reader.is_collapsed)
        else:
            self._say("There is no long run of navigation here to collapse")

    def action_passage_recurring(self) -> None:
        self.post_message(RecurringLinesToggled())

    def _say(self, text: str) -> None:
        self.post_message(StatusChanged(text))
