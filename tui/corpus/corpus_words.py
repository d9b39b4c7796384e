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
            for text_of_corpus in self._texts():
                self._words |= words(text_of_corpus)
                self._compounds |= compounds(text_of_corpus)
        spellings = []
        for word, is_compound in undecided.items():
            is_whole, is_compounded = word.whole in self._words, word.compound in self._compounds
            if is_compounded not in (is_whole, is_compound):
                spellings.append(word.compound if is_compounded else word.whole)
        return tuple(sorted(spellings))
