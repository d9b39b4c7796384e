"""Every command of the reader, declared once: its id, keys, title and what it does.

Bindings, help, palette, hints and `docs/keys.md` are all made from this table.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Area(StrEnum):
    """Area in which a command works; also its heading in help."""

    MOVE = "Moving"
    PASSAGE = "Passages and sources"
    COLLATION = "Comparing the accounts"
    NOVELTY = "What is new to you"
    NOTES = "Notes"
    FIND = "Finding"
    PANE = "Panes"
    APP = "The program"
    SELECTING = "While selecting (v)"
    WRITING = "While writing a note (a)"
    PROMPT = "In a prompt (/, t)"
    LIST = "In every list"
    CHOICE = "In the lists D, O, L, V and W"
    LISTING = "In the list of notes (o)"
    WHY = "In the reasons for a match (w)"
    REJECTED = "In the list of excluded pairs (X)"
    QUOTATIONS = "In the list of quotations (Q)"
    CLAIM_MAP = "In the claim map (c)"
    ALIGNMENT = "Side by side (s)"

    @property
    def has_own_keys(self) -> bool:
        """True if its keys hold only there, and may do something else everywhere else."""
        return self in {
            *LIST_AREAS, Area.SELECTING, Area.WRITING, Area.PROMPT, Area.WHY, Area.ALIGNMENT,
        }  # fmt: skip

    @property
    def areas_at_once(self) -> frozenset["Area"]:
        """The areas whose keys work at the same time, so that no two commands may have one key."""
        return LIST_AREAS if self is Area.LIST else frozenset({self})


LIST_AREAS = frozenset(
    {Area.LIST, Area.CHOICE, Area.LISTING, Area.REJECTED, Area.QUOTATIONS, Area.CLAIM_MAP}
)
"""The areas of lists: the keys of `Area.LIST` work in each of them."""


class Command(NamedTuple):
    """One thing a reader can ask for."""

    id: str
    """`area.verb`; what `[keys]` in the configuration names."""
    keys: tuple[str, ...]
    """As Textual names them; the first is the one shown."""
    title: str
    doc: str
    area: Area
    hint: str = ""
    """A word for the status line, for the few commands needed in the first minute; or for the line
    that tells the keys, where an area has its own."""

    @property
    def action(self) -> str:
        """The method that carries it out, without its `action_`."""
        return self.id.replace(".", "_")


COMMANDS = (
    Command(
        "move.line_down", ("j", "down"), "Line down", "Go one line on; no passage is missed.",
        Area.MOVE,
    ),
    Command("move.line_up", ("k", "up"), "Line up", "Go one line back.", Area.MOVE),
    Command("move.page_down", ("space", "pagedown"), "Page down", "Go one screen on.", Area.MOVE),
    Command("move.page_up", ("b", "pageup"), "Page up", "Go one screen back.", Area.MOVE),
    Command("move.half_down", ("d",), "Half a page down", "Go half a screen on.", Area.MOVE),
    Command("move.half_up", ("u",), "Half a page up", "Go half a screen back.", Area.MOVE),
    Command("move.first", ("g", "home"), "Beginning", "Go to the beginning.", Area.MOVE),
    Command("move.last", ("G", "end"), "End", "Go to the end.", Area.MOVE),
    Command(
        "passage.next_shared", ("]",), "Next shared passage",
        "Go to the next passage that other articles say too.", Area.PASSAGE, "shared",
    ),
    Command(
        "passage.previous_shared", ("[",), "Previous shared passage",
        "Go to the previous passage that other articles say too.", Area.PASSAGE,
    ),
    Command(
        "passage.next_only_here", ("}",), "Next passage not shared",
        "Go to the next passage without a match in another article.",
        Area.PASSAGE, "not shared",
    ),
    Command(
        "passage.previous_only_here", ("{",), "Previous passage not shared",
        "Go to the previous passage without a match in another article.", Area.PASSAGE,
    ),
    Command(
        "passage.next_differing", ("#",), "Next difference",
        "Go to the next passage in which another article has another value (≠).",
        Area.PASSAGE, "difference",
    ),
    Command(
        "passage.previous_differing", ("@", '"'), "Previous difference",
        "Go to the previous passage in which another article has another value.", Area.PASSAGE,
    ),
    Command(
        "passage.next", (")",), "Next passage", "Go to the next passage, shared or not.",
        Area.PASSAGE,
    ),
    Command(
        "passage.previous", ("(",), "Previous passage",
        "Go to the previous passage, shared or not.", Area.PASSAGE,
    ),
    Command(
        "document.next", ("semicolon",), "Next article", "Open the next article of the list.",
        Area.PASSAGE, "next article",
    ),
    Command(
        "document.previous", ("comma",), "Previous article",
        "Open the previous article of the list.", Area.PASSAGE,
    ),
    Command(
        "card.next", ("J",), "Next card",
        "Choose the next source's card; the words it shares are marked in the reader.",
        Area.PASSAGE, "card",
    ),
    Command(
        "card.previous", ("K",), "Previous card", "Choose the previous source's card.",
        Area.PASSAGE,
    ),
    Command(
        "card.open", ("enter",), "Open there",
        "Open the chosen card's article at the matching passage; in the document list, open the"
        " document.",
        Area.PASSAGE, "open",
    ),
    Command(
        "place.back", ("backspace", "H"), "Back",
        "Go back to the line before the last jump, any number of times.", Area.PASSAGE, "back",
    ),
    Command(
        "card.passages", ("e",), "All passages",
        "List every passage of the chosen card's article that matches, a card each, or a card for"
        " each article again.",
        Area.PASSAGE, "all passages",
    ),
    Command(
        "card.pin", ("p",), "Pin or follow",
        "Keep the sources of this passage in view while reading on; again to follow.",
        Area.PASSAGE,
    ),
    Command(
        "match.why", ("w",), "Why",
        "Explain the chosen card's match: its certainty, the rare words in both, the features of"
        " its score.",
        Area.PASSAGE,
    ),
    Command(
        "match.reject", ("x",), "Not a match",
        "Exclude the chosen card's match, here and wherever the same two passages occur; U undoes"
        " that.",
        Area.PASSAGE,
    ),
    Command(
        "match.rejected", ("X",), "Not matches",
        "List the pairs you excluded; any of them can be included again.", Area.PASSAGE,
    ),
    Command(
        "passage.recurring", ("I",), "Recurring lines",
        "Compare lines that recur all over the articles, such as a newsletter's, or leave them out"
        " again.",
        Area.PASSAGE,
    ),
    Command(
        "passage.collapse", ("h",), "Collapse boilerplate",
        "Show navigation, advertisements and teasers of the article, or collapse each run"
        " of them into one line again.",
        Area.PASSAGE,
    ),
    Command(
        "passage.blocks", ("B",), "Reused blocks",
        "Show beside the text the blocks that other articles have, too, or hide them again.",
        Area.PASSAGE,
    ),
    Command(
        "collation.differences", ("D",), "Differences",
        "List the values that differ between accounts of one claim: numbers, dates, names, words in"
        " quotation marks, negation.",
        Area.COLLATION, "differences",
    ),
    Command(
        "collation.only_here", ("O",), "Only in this article",
        "List the sentences of this article that no other one says, and the clauses that none"
        " says.",
        Area.COLLATION,
    ),
    Command(
        "collation.omissions", ("L",), "Left out of this article",
        "List the claims that two independent others make and this article does not, with the place"
        " where each would stand.",
        Area.COLLATION,
    ),
    Command(
        "collation.versions", ("V",), "Versions",
        "List what changed from each version of this article to the next, if files of one address"
        " are open; else the versions of all articles.",
        Area.COLLATION, "versions",
    ),
    Command(
        "source.quotations", ("Q",), "Quotations",
        "List the speakers and quotations of all articles: below each quotation its variants, word"
        " for word, with their cuts, changes and missing marks.",
        Area.COLLATION,
    ),
    Command(
        "source.claims", ("c",), "Claim map",
        "Show the articles that make each claim, and the kind of match; a row for each claim, a"
        " column for each article.",
        Area.COLLATION,
    ),
    Command(
        "source.side_by_side", ("s",), "Side by side",
        "Show this article and the chosen card's, or the one with most in common, beside each"
        " other, with matching passages in one row.",
        Area.COLLATION, "side by side",
    ),
    Command(
        "novelty.next", ("A",), "Article with most that is new",
        "Open the article with the most passages that are new to you.",
        Area.NOVELTY,
    ),
    Command(
        "novelty.toggle", ("R",), "New to me",
        "Show or hide what is new to you: passages that you have read in another article are dim,"
        " and the list shows how much of each article is new. The choice is saved.",
        Area.NOVELTY,
    ),
    Command(
        "novelty.undo", ("T",), "Take back the last reading",
        "Count the passages of the last visit to an article as not read; or undo “Forget what was"
        " read”.",
        Area.NOVELTY,
    ),
    Command(
        "novelty.reset", ("Z",), "Forget what was read",
        "Count no passage of the open articles as read; “Take back the last reading” undoes that.",
        Area.NOVELTY,
    ),
    Command(
        "note.write", ("a",), "Write a note",
        "Write a note on the passage on the reading line, or on the selection: Ctrl-S saves it,"
        " Esc closes and leaves a draft.",
        Area.NOTES, "note",
    ),
    Command(
        "note.select", ("v",), "Select",
        "Select words, from the passage on the reading line, with the keys for selecting; then any"
        " key for notes. The mouse, drawn over words, selects too.",
        Area.NOTES,
    ),
    Command(
        "note.mark", ("m",), "Mark", "Mark the passage in one of five kinds, 1 to 5; the same again"
        " removes the mark.", Area.NOTES,
    ),
    Command("note.mark_again", (".",), "Mark again", "Mark as last time.", Area.NOTES),
    Command(
        "note.tag", ("t",), "Tag", "Tag the passage, tags in use completed with Tab or →.",
        Area.NOTES,
    ),
    Command(
        "note.link", ("l",), "Link",
        "Link the passage with the chosen card's: same, supports, disputes, source of, or a word"
        " of your own.",
        Area.NOTES,
    ),
    Command(
        "note.add_passage", ("+",), "Add to the last note",
        "Add the passage to the note last changed, of any article.", Area.NOTES,
    ),
    Command(
        "note.list", ("o",), "Notes",
        "List the notes on this passage, this article or the whole corpus, with search and filters;"
        " lost passages first, with their possible positions.",
        Area.NOTES, "notes",
    ),
    Command(
        "note.copy", ("y",), "Copy",
        "Send the passage, or the selection, with its reference to the terminal's clipboard.",
        Area.NOTES,
    ),
    Command(
        "note.external", ("E",), "Write elsewhere", "Write the note in $VISUAL or $EDITOR.",
        Area.NOTES,
    ),
    Command(
        "note.name_place", ("M",), "Bookmark",
        "Give the passage a letter, to return to it from any article.", Area.NOTES,
    ),
    Command(
        "note.go_to_place", ("'",), "Go to a bookmark", "Go to the passage with a letter.",
        Area.NOTES,
    ),
    Command(
        "note.undo", ("U",), "Undo",
        "Undo the last change to notes, drafts, bookmarks or matches, after a restart too.",
        Area.NOTES,
    ),
    Command(
        "export.write", ("W",), "Export",
        "Write the notes on these articles, or the report on them, to a file: by article, by claim,"
        " as a table and more. No file is overwritten without a question.",
        Area.NOTES, "export",
    ),
    Command("note.redo", ("ctrl+r",), "Redo", "Redo the last undone change.", Area.NOTES),
    Command(
        "find.text", ("/",), "Search the article",
        "Search as you type; a small letter also finds the capital, a capital only itself.",
        Area.FIND,
        "search",
    ),
    Command("find.next", ("n",), "Next hit", "Go to the next hit of the search.", Area.FIND),
    Command("find.previous", ("N",), "Previous hit", "Go to the previous hit.", Area.FIND),
    Command(
        "find.none", ("escape",), "Clear", "Remove the marks of the search.", Area.FIND,
    ),
    Command(
        "find.document", ("f",), "Find a document",
        "Find a document by any part of its title or file name; typing errors are tolerated.",
        Area.FIND, "find",
    ),
    Command(
        "find.corpus", ("F",), "Search all articles",
        'Search every article as you type; all words must be present, "words in quotes" in a row.',
        Area.FIND, "search all",
    ),
    Command(
        "file.read_again", ("r",), "Read again",
        "Read the files again that have changed on the disk (↻) or could not be read; position and"
        " notes stay.",
        Area.FIND,
    ),
    Command("pane.next", ("tab",), "Next pane", "Move the keyboard to the next pane.", Area.PANE),
    Command(
        "pane.documents", ("1",), "Documents",
        "Go to the document list; if it has the focus, hide it.", Area.PANE,
    ),
    Command("pane.reader", ("2",), "Reader", "Go to the article.", Area.PANE),
    Command(
        "pane.sources", ("3",), "Sources",
        "Go to the sources; if they have the focus, hide them.", Area.PANE,
    ),
    Command(
        "pane.full_width", ("z",), "Full width",
        "Read at full width with the sources below; again for the panes side by side.",
        Area.PANE, "wide",
    ),
    Command(
        "pane.narrower", ("<",), "Smaller side pane",
        "Make the focused side pane, or else the sources, smaller.", Area.PANE,
    ),
    Command(
        "pane.wider", (">",), "Larger side pane",
        "Make the focused side pane, or else the sources, larger.", Area.PANE,
    ),
    Command(
        "document.encoding", ("C",), "Encoding",
        "Read the document under the cursor of the list, or else the open one, in another encoding;"
        " the choice is saved.",
        Area.FIND,
    ),
    Command(
        "document.sort", ("S",), "Sort the documents",
        "List the documents as on disk, by title, by outlet, by date or unread first; the letters"
        " stay with their articles.",
        Area.FIND, "sort",
    ),
    Command(
        "document.filter", ("i",), "Filter the documents",
        "List only documents that fit: words of title or file, @outlet, a time (2024-05, <2024),"
        " :unread. Enter keeps the filter, Esc removes it.",
        Area.FIND, "filter",
    ),
    Command(
        "document.unread", ("Y",), "Only unread",
        "List only the documents that are not read to their end, or all again.",
        Area.FIND, "unread",
    ),
    Command(
        "document.earlier", ("shift+up",), "Article up",
        "Move the article under the cursor of the list, or else the open one, up in the list; its"
        " letter stays. U undoes that.",
        Area.FIND, "up",
    ),
    Command(
        "document.later", ("shift+down",), "Article down",
        "Move it down in the list; its letter stays.", Area.FIND, "down",
    ),
    Command(
        "document.letters", ("=",), "Deal the letters",
        "Assign the letters A, B and so on to the articles again, in the order of the list. U"
        " undoes that.",
        Area.FIND, "deal letters",
    ),
    Command(
        "app.help", ("?", "f1"), "Help",
        "The commands, the signs on the screen, and every key; with search.",
        Area.APP, "help",
    ),
    Command(
        "app.command_palette", ("ctrl+p", ":"), "Palette",
        "Every command by name, and the themes.", Area.APP,
    ),
    Command(
        "app.redraw", ("ctrl+l",), "Draw again",
        "Send the whole screen again, after the terminal was disturbed.", Area.APP,
    ),
    Command(
        "app.mouse", ("!",), "Mouse",
        "Turn the mouse on or off; over SSH it is off at first.", Area.APP,
    ),
    Command(
        "app.suspend_process", ("ctrl+z",), "Suspend", "Return to the shell for a while (`fg`).",
        Area.APP,
    ),
    Command(
        "app.quit", ("q", "ctrl+q"), "Quit",
        "End the program, in an index go back to its list; the position is saved.",
        Area.APP, "quit",
    ),
    Command(
        "app.copy_or_quit", ("ctrl+c",), "Copy or quit",
        "Copy the selection; without one, a second Ctrl-C ends the program.", Area.APP,
    ),
    Command(
        "select.end_later", ("j", "right"), "Grow at the end", "Add a unit at the end.",
        Area.SELECTING,
    ),
    Command(
        "select.end_earlier", ("k", "left"), "Shrink at the end", "Remove a unit at the end.",
        Area.SELECTING,
    ),
    Command(
        "select.start_earlier", ("K", "shift+left"), "Grow at the start",
        "Add a unit at the start.", Area.SELECTING,
    ),
    Command(
        "select.start_later", ("J", "shift+right"), "Shrink at the start",
        "Remove a unit at the start.", Area.SELECTING,
    ),
    Command(
        "select.words", ("w",), "By word", "Grow and shrink by words; once more leaves the first"
        " word only.", Area.SELECTING,
    ),
    Command(
        "select.sentences", ("s",), "By sentence", "Grow and shrink by sentences.", Area.SELECTING,
    ),
    Command(
        "select.paragraphs", ("P",), "By paragraph", "Grow and shrink by paragraphs.",
        Area.SELECTING,
    ),
    Command("select.leave", ("escape", "v"), "Leave", "End the selection.", Area.SELECTING),
    Command(
        "writing.keep", ("ctrl+s", "f2"), "Save", "Save the note and close.", Area.WRITING, "save",
    ),
    Command(
        "writing.leave", ("escape",), "Leave",
        "Close; the text stays as a draft. If it can't be saved, the program asks first.",
        Area.WRITING, "leave",
    ),
    Command(
        "writing.tags", ("tab",), "Tags",
        "Go to the tags; there, Tab or → accepts the offered tag, or returns to the words, and"
        " Enter saves the note.",
        Area.WRITING, "tags",
    ),
    Command(
        "writing.elsewhere", ("ctrl+o", "f4"), "Another editor", "Continue in $VISUAL or $EDITOR.",
        Area.WRITING,
    ),
    Command(
        "prompt.accept", ("enter",), "Accept",
        "Accept the text; of a search, keep the hits, and go from one to the next with n and N.",
        Area.PROMPT, "accept",
    ),
    Command(
        "prompt.leave", ("escape",), "Leave",
        "Close the prompt; of a search, return to the line where it began.", Area.PROMPT, "back",
    ),
    Command(
        "list.filter", ("/",), "Filter",
        "Show only the rows that have what you type; Enter or ↓ goes back to the rows and keeps the"
        " filter, Esc removes it.",
        Area.LIST, "filter",
    ),
    Command(
        "list.back", ("escape",), "Back", "Remove the filter; without one, close the list.",
        Area.LIST, "back",
    ),
    Command(
        "choice.open", ("enter",), "Choose",
        "Go to the passage of the row, or take what the row offers.", Area.CHOICE, "choose",
    ),
    Command(
        "choice.copy", ("y", "ctrl+y"), "Copy", "In D, O, L and V: copy the row.", Area.CHOICE,
        "copy",
    ),
    Command(
        "choice.note", ("a", "ctrl+t"), "Write a note",
        "In D, O, L and V: go to the passage and write a note on it.", Area.CHOICE, "note",
    ),
    Command(
        "choice.leave", ("q",), "Leave",
        "Close the list, as does the key that opened it.", Area.CHOICE,
    ),
    Command(
        "notes.open", ("enter",), "Go there",
        "Go to the passage; again: to the next passage of the same note. For a draft: continue it.",
        Area.LISTING, "go there",
    ),
    Command("notes.edit", ("e",), "Edit", "Edit the words and tags.", Area.LISTING, "edit"),
    Command(
        "notes.remove", ("x", "delete"), "Take away", "Delete the note or the draft.",
        Area.LISTING, "take away",
    ),
    Command(
        "notes.put_back", ("p",), "Put back",
        "Anchor the lost passage (orphan, ambiguous, or its file gone) at the position under the"
        " cursor, or else at the likeliest one.",
        Area.LISTING, "put back",
    ),
    Command(
        "notes.whose", ("tab",), "Whose notes",
        "Go from the notes on this passage to those on this article, then to all.", Area.LISTING,
        "whose",
    ),
    Command(
        "notes.whose_back", ("shift+tab",), "Whose notes, backwards", "The other way round.",
        Area.LISTING,
    ),
    Command(
        "notes.kind", ("f",), "Which kind", "Only notes, only marks, only links, or all kinds.",
        Area.LISTING, "kind",
    ),
    Command(
        "notes.export", ("W",), "Export", "Close the list and choose an export.",
        Area.LISTING, "export",
    ),
    Command(
        "notes.leave", ("o", "q"), "Leave", "Close the list.", Area.LISTING,
    ),
    Command(
        "why.down", ("j", "down", "space", "pagedown"), "Down", "Read on.", Area.WHY, "read on",
    ),
    Command("why.up", ("k", "up", "b", "pageup"), "Up", "Read back.", Area.WHY),
    Command(
        "why.reject", ("x",), "Not a match", "Exclude the match, and return to reading.",
        Area.WHY, "not a match",
    ),
    Command(
        "why.leave", ("escape", "w", "q", "enter"), "Leave", "Go back to reading.", Area.WHY,
        "back",
    ),
    Command(
        "rejected.take_back", ("x", "enter", "delete"), "Take back",
        "Include the pair again.", Area.REJECTED, "take back",
    ),
    Command(
        "rejected.leave", ("X", "q"), "Leave", "Close the list.", Area.REJECTED,
    ),
    Command(
        "quotations.open", ("enter",), "Go there", "Go to the passage.", Area.QUOTATIONS,
        "go there",
    ),
    Command(
        "quotations.shared", ("f",), "In several articles",
        "List only quotations that several articles have, or all again.",
        Area.QUOTATIONS, "in several",
    ),
    Command(
        "quotations.copy", ("y",), "Copy", "Copy the words with their reference.",
        Area.QUOTATIONS, "copy",
    ),
    Command(
        "quotations.note", ("a",), "Write a note", "Go there and write a note on the words.",
        Area.QUOTATIONS, "note",
    ),
    Command(
        "quotations.leave", ("Q", "q"), "Leave", "Close the list.", Area.QUOTATIONS,
    ),
    Command(
        "claims.open", ("enter",), "Go there",
        "Go to the passage of the article under the cursor that makes the claim.",
        Area.CLAIM_MAP, "go there",
    ),
    Command(
        "claims.left", ("h", "left"), "Article before", "Go one column to the left.",
        Area.CLAIM_MAP,
    ),
    Command(
        "claims.right", ("l", "right"), "Article after", "Go one column to the right.",
        Area.CLAIM_MAP,
    ),
    Command(
        "claims.order", ("o",), "Order",
        "Sort the claims by the number of articles that make them, or by the order of the open"
        " article.",
        Area.CLAIM_MAP, "order",
    ),
    Command(
        "claims.copy", ("y",), "Copy the row",
        "Copy the row, with the heads of the columns, as CSV.",
        Area.CLAIM_MAP, "copy row",
    ),
    Command(
        "claims.copy_table", ("Y",), "Copy the table", "Copy the whole table as CSV.",
        Area.CLAIM_MAP, "copy all",
    ),
    Command(
        "claims.note", ("a",), "Write a note", "Go there and write a note on the passage.",
        Area.CLAIM_MAP, "note",
    ),
    Command(
        "claims.leave", ("c", "q"), "Leave", "Close the map.", Area.CLAIM_MAP,
    ),
    Command(
        "alignment.next_shared", ("]",), "Next shared passage",
        "Go to the next passage that both articles have.", Area.ALIGNMENT, "in both",
    ),
    Command(
        "alignment.previous_shared", ("[",), "Previous shared passage",
        "Go to the previous passage that both articles have.", Area.ALIGNMENT,
    ),
    Command(
        "alignment.next_gap", ("}",), "Next gap",
        "Go to the next passage that one of the two articles lacks.", Area.ALIGNMENT, "gap",
    ),
    Command(
        "alignment.previous_gap", ("{",), "Previous gap",
        "Go to the previous passage that one of the two articles lacks.", Area.ALIGNMENT,
    ),
    Command(
        "alignment.next_difference", ("n",), "Next difference",
        "Go to the next passage in which a value differs.", Area.ALIGNMENT, "difference",
    ),
    Command(
        "alignment.previous_difference", ("p", "N"), "Previous difference",
        "Go to the previous passage in which a value differs.", Area.ALIGNMENT,
    ),
    Command(
        "alignment.lead", ("tab",), "Other order",
        "Put the passages in the order of the other article.", Area.ALIGNMENT, "other order",
    ),
    Command(
        "alignment.choose", ("f",), "Another article",
        "Choose another article to stand beside the one that gives the order.",
        Area.ALIGNMENT, "other article",
    ),
    Command(
        "alignment.choose_leading", ("F",), "Another article in the lead",
        "Choose another article to give the order.", Area.ALIGNMENT,
    ),
    Command(
        "alignment.next_article", ("semicolon",), "Next article beside",
        "Put the next article beside the one that gives the order.", Area.ALIGNMENT,
        "next article",
    ),
    Command(
        "alignment.previous_article", ("comma",), "Previous article beside",
        "Put the previous article beside the one that gives the order.", Area.ALIGNMENT,
    ),
    Command(
        "alignment.open", ("enter",), "Go there",
        "Go to the passage in the reader: in the article that gives the order, or in the only one"
        " that has it.",
        Area.ALIGNMENT, "go there",
    ),
    Command(
        "alignment.note", ("a",), "Write a note",
        "Go to the passage in the reader and write a note on it.", Area.ALIGNMENT, "note",
    ),
    Command(
        "alignment.copy", ("y",), "Copy both",
        "Copy the passage of each article, with their references.", Area.ALIGNMENT, "copy",
    ),
    Command(
        "alignment.copy_all", ("Y",), "Copy all",
        "Copy both articles, side by side, as a table in Markdown.", Area.ALIGNMENT, "copy all",
    ),
    Command(
        "alignment.leave", ("escape", "backspace", "s", "q"), "Leave", "Go back to the reader.",
        Area.ALIGNMENT, "back",
    ),
)  # fmt: skip

BY_ID = {command.id: command for command in COMMANDS}

_NAMES = {
    "space": "Space", "pagedown": "PgDn", "pageup": "PgUp", "down": "↓", "up": "↑",
    "enter": "Enter", "backspace": "Backspace", "tab": "Tab", "home": "Home", "end": "End",
    "escape": "Esc", "left": "←", "right": "→", "delete": "Del", "shift+left": "Shift-←",
    "shift+up": "Shift-↑", "shift+down": "Shift-↓",
    "shift+right": "Shift-→", "shift+tab": "Shift-Tab", "f1": "F1", "f2": "F2", "f4": "F4",
    "semicolon": ";", "comma": ",",
}  # fmt: skip


_PROMPT = ("prompt.accept", "prompt.leave")

FOOTERS: Mapping[str, tuple[str, ...]] = {
    "reader": (
        "passage.next_shared", "passage.next_only_here", "card.next", "card.open", "place.back",
        "note.write", "collation.differences differences", "collation.only_here only here",
        "collation.omissions left out", "find.text search", "source.quotations quotations",
        "source.claims claims", "source.side_by_side", "passage.next_differing", "find.corpus",
        "find.document", "note.list", "note.mark mark", "note.link link", "export.write",
        "pane.full_width", "novelty.next most new",
    ),
    "documents": (
        "move.line_down/move.line_up choose", "card.open", "find.document", "document.filter",
        "document.sort", "novelty.next most new",
        "document.earlier/document.later move", "pane.reader article", "document.letters",
        "document.encoding encoding", "pane.documents hide",
    ),
    "sources": (
        "card.next/card.previous choose", "card.open", "card.passages", "match.why why",
        "match.reject not a match",
        "card.pin pin", "note.link link", "pane.reader article", "pane.sources hide",
    ),
    "editor": (
        "writing.keep", "writing.leave", "writing.tags", "writing.elsewhere",
    ),
    "search": _PROMPT,
    "filter": _PROMPT,
    "tagging": _PROMPT,
    "naming": _PROMPT,
    "relating": _PROMPT,
}  # fmt: skip
"""Commands in the footer, by the focused area, most important first (see `hint_list`)."""

PANES = ("reader", "documents", "sources")
"""The areas of `FOOTERS` where letters are keys."""

FOOTER_ALWAYS = ("app.help help", "app.quit quit")
"""Commands in every footer, except where letters are text."""
FOOTER_OVER_LIST = ("app.help help", "app.quit list")
"""The same for an article of an index."""


def key_label(key: str) -> str:
    """Return `key` as written for people: `ctrl+p` as `Ctrl-P`."""
    if key.startswith("ctrl+"):
        return f"Ctrl-{key[5:].upper()}"
    return _NAMES.get(key, key)


def keys_of(command: Command, changed: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys of `command`, or those the user `changed` (id to comma-separated keys)."""
    if command.id not in changed:
        return command.keys
    return tuple(key.strip() or "," for key in changed[command.id].split(","))


def hints(changed: Mapping[str, str], *commands: str) -> str:
    """Return one line of `hint_list`."""
    return "  ".join(hint_list(changed, *commands))


def hint_list(changed: Mapping[str, str], *commands: str) -> list[str]:
    """Return the first key of each of `commands`, and a word; `"a.b/a.c word"` names two keys."""
    message = []
    for group in commands:
        ids, _, word = group.partition(" ")
        keys = "/".join(key_label(keys_of(BY_ID[id_], changed)[0]) for id_ in ids.split("/"))
        command = BY_ID[ids.partition("/")[0]]
        message.append(f"{keys} {word or command.hint or command.title.lower()}")
    return message


def first_key(changed: Mapping[str, str], command: str) -> str:
    """Return the first key, as Textual names it, of a command as `hint_list` takes it."""
    return keys_of(BY_ID[command.partition(" ")[0].partition("/")[0]], changed)[0]


def page() -> str:
    """Return the page of all keys, as it stands in `docs/keys.md` (`make docs` writes it)."""
    lines = [
        "# Keys",
        "",
        "Made from the table of commands in `tui/commands.py`; `?` in the reader shows the same.",
        "Any of them can be changed in `config.toml`, in the configuration folder that",
        "`variorum --help` names:",
        "",
        "```toml",
        "[keys]",
        '"move.line_down" = "j,down,ctrl+n"',
        "```",
        "",
        "While selecting, while writing and in the list of notes keys mean what is said there;",
        "those for notes hold while selecting, too.",
    ]
    for area in Area:
        lines += ["", f"## {area}", "", "| keys | action | what it does |", "| --- | --- | --- |"]
        for command in COMMANDS:
            if command.area is area:
                keys = " ".join(f"`{key_label(key)}`" for key in command.keys)
                message = f"**{command.title}.** {command.doc}".replace("|", "\\|")
                lines.append(f"| {keys} | `{command.id}` | {message} |")
    return "\n".join([*lines, ""])
