"""The words of a corpus as its files write them: evidence for words that ends of lines part."""

from collections.abc import Callable, Iterable

from tui.text.parsing.hyphenation import HyphenResolver, compounds, words


class CorpusWords:
    """The words and compounds of the texts of a corpus, read when they are first asked for."""

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        self._texts = texts
        self._words: set[str] | None = None
        self._compounds: set[str] = set()

    def spellings(self, text: str) -> tuple[str, ...]:
        """Return the words parted in `text` that the corpus writes otherwise than it would be read.

        Each is spelled as in the corpus, which writes it in one way only. Where `text` itself has
        the word elsewhere, that counts.
        """
        undecided = HyphenResolver(text).undecided()
        if not undecided:
            return ()
        if self._words is None:
            self._words = set()
            for other in self._texts():
                self._words |= words(other)
                self._compounds |= compounds(other)
        found = []
        for word, is_compound in undecided.items():
            whole, compound = word.whole in self._words, word.compound in self._compounds
            if compound not in (whole, is_compound):
                found.append(word.compound if compound else word.whole)
        return tuple(sorted(found))
