"""Duplicates: passages that are the same word for word, of which one represents all.

These are the passages of copies, and repeats inside a text. The first passage has the matches.
"""

from collections.abc import Iterator, Sequence

from tui.matching.matches import DocumentMatches, PassageRef


class DuplicatePassages:
    """Duplicates of passages in a corpus, document by document."""

    def __init__(self) -> None:
        self._copies: dict[str, Sequence[str]] = {}
        self._repeats: dict[str, dict[int, int]] = {}

    def add(self, result: DocumentMatches) -> None:
        """Replace the entries of one document."""
        self._copies[result.document] = result.copies
        self._repeats[result.document] = dict(result.repeats)

    def drop(self, document: str) -> None:
        """Remove a document."""
        self._copies.pop(document, None)
        self._repeats.pop(document, None)

    def copies(self, document: str) -> Sequence[str]:
        """Return the names of the other documents with the same text."""
        return [name for name in self._copies.get(document, ()) if name != document]

    def first(self, passage: PassageRef) -> PassageRef:
        """Return the passage that has the matches of `passage`."""
        copies = self._copies.get(passage.document)
        original = self._repeats.get(passage.document, {}).get(passage.passage, passage.passage)
        return PassageRef(copies[0] if copies else passage.document, original)

    def copied(self, passage: PassageRef) -> Iterator[PassageRef]:
        """Yield `passage`, and the same passage in each copy of its text."""
        yield passage
        for name in self.copies(passage.document):
            yield PassageRef(name, passage.passage)

    def of(self, first: PassageRef) -> Iterator[PassageRef]:
        """Yield the passages that `first` represents, `first` included."""
        repeats = self._repeats.get(first.document, {})
        passages = [repeat for repeat, original in repeats.items() if original == first.passage]
        for passage in sorted((first.passage, *passages)):
            yield from self.copied(PassageRef(first.document, passage))
