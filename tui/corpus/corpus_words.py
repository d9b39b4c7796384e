"""The words of a corpus, as evidence for words that are divided at the ends of lines."""

from collections.abc import Callable, Iterable

from tui.text.parsing.hyphenation import HyphenResolver, compounds, words


class CorpusWords:
    """Words and compounds in the texts of a corpus; the texts are read at the first request."""

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        self._texts = texts
        self._words: set[str] | None = None
        self._compounds: set[str] = set()

    def spellings(self, text: str) -> tuple[str, ...]:
        """Return the divided words of `text` that the corpus spells against the default rule.

        A word is returned only if the corpus spells it in one way. A word that stands undivided in
        `text` itself is left out: `text` decides it.
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
