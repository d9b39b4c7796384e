"""The targets of notes: selectors that find the words of a passage again."""

import threading

from tui.anchoring.resolver import AnchorResolver
from tui.corpus.corpus_file import CorpusFile
from tui.notes.note import NoteError, Target
from tui.screens.note_service.selected_passage import SelectedPassage

_PREPARED = 4
"""Number of articles that stay prepared for anchoring."""


class NoteTargets:
    """The resolvers of the recently used articles; threads may call its methods."""

    def __init__(self) -> None:
        self._resolvers: dict[tuple[str, str], AnchorResolver] = {}
        self._lock = threading.Lock()

    def create(self, passage: SelectedPassage) -> Target:
        """Return the target of a note on `passage`.

        Raises:
            NoteError: If the passage can't be noted.
        """
        corpus_file = passage.corpus_file
        try:
            selector = self.resolver(corpus_file).create_selector(passage.span)
        except ValueError as error:
            raise NoteError(str(error)) from error
        return Target(corpus_file.key, corpus_file.title, selector)

    def resolver(self, corpus_file: CorpusFile) -> AnchorResolver:
        """Return the resolver of an article.

        Raises:
            NoteError: If the article can't be read.
        """
        if corpus_file.document is None:
            raise NoteError(f"{corpus_file.name} can't be read: {corpus_file.problem}")
        key = corpus_file.id, corpus_file.digest
        with self._lock:
            if key not in self._resolvers:
                while len(self._resolvers) >= _PREPARED:
                    self._resolvers.pop(next(iter(self._resolvers)))
                self._resolvers[key] = AnchorResolver(corpus_file.document, corpus_file.digest)
            return self._resolvers[key]
