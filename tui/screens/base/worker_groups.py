"""The groups of workers that screens start: an exclusive worker cancels those of its group."""

from enum import StrEnum


class WorkerGroup(StrEnum):
    """The name of a group, as Textual wants it."""

    CORPUS = "corpus"
    FILE_CHANGES = "file-changes"
    FOLDER_WATCH = "folder-watch"
    ENCODING = "encoding"
    PATHS = "paths"
    LIST_ORDER = "list-order"
    POSITION = "position"
    SEARCH = "search"
    CORPUS_SEARCH = "corpus-search"
    INDEX_PAGES = "index-pages"
    MATCHING = "matching"
    RESCORING = "rescoring"
    GROUPING = "grouping"
    COLLATION = "collation"
    NOVELTY = "novelty"
    NOTES_REFRESH = "notes-refresh"
    NOTE_MARKS = "note-marks"
    NOTE_CHANGE = "note-change"
    NOTE_PROMPT = "note-prompt"
    NOTE_EDITOR = "note-editor"
    NOTE_DRAFT = "note-draft"
    EXTERNAL_EDITS = "external-edits"
    NOTES_FOLDER = "notes-folder"
    EXPORT = "export"
    NOTES_LIST = "notes-list"
    NOTES_LIST_CHANGE = "notes-list-change"
    EXCLUDED_LIST = "excluded-list"
    EXCLUDED_CHANGE = "excluded-change"


MATCHING_GROUPS = frozenset(
    {WorkerGroup.MATCHING, WorkerGroup.RESCORING, WorkerGroup.GROUPING, WorkerGroup.COLLATION}
)
"""Groups whose failure ends the matching, but not the program."""
COMPUTING_GROUPS = MATCHING_GROUPS | {
    WorkerGroup.CORPUS,
    WorkerGroup.FILE_CHANGES,
    WorkerGroup.FOLDER_WATCH,
    WorkerGroup.SEARCH,
    WorkerGroup.CORPUS_SEARCH,
    WorkerGroup.INDEX_PAGES,
    WorkerGroup.NOTE_MARKS,
}
"""Groups that save nothing which can't be computed again: the program ends without them."""
FOCUS_GROUPS = frozenset(
    {WorkerGroup.NOTE_EDITOR, WorkerGroup.NOTE_PROMPT, WorkerGroup.NOTE_CHANGE}
)
"""Groups whose workers may move the focus before they end."""
