"""The context of a command on the reading screen: the panes, the selection, and its data."""

from typing import NamedTuple

from tui.screens.matching.match_lookup import MatchLookup
from tui.screens.matching.source_selection import SourceSelection
from tui.screens.notes.notes_controller import NotesController
from tui.settings import Settings
from tui.widgets.layout.panes import Panes
from tui.workspace.workspace import Workspace


class CommandContext(NamedTuple):
    """The state that commands of several subjects act on, each part with its owner."""

    workspace: Workspace
    settings: Settings
    panes: Panes
    lookup: MatchLookup
    """The files, their titles, and the matches of each passage."""
    selection: SourceSelection
    """The selected passage and card."""
    notes: NotesController
