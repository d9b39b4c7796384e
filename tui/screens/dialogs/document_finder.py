"""The document finder: the search of titles and file names while one types."""

from collections.abc import Sequence

from tui.lazy_imports import lazy_imports
from tui.screens.dialogs.choice_dialog import ChoiceDialog
from tui.text.normalization.search_variants import drop_variants
from tui.widgets.core.choice_list import Choice

with lazy_imports():
    from rapidfuzz import fuzz, process

_MOST = 200
_ALIKE = 70
"""Least similarity of each typed word to the text, in percent."""
_WHOLE, _BEGINNING = 200, 150
"""The scores of a word that the text has whole, or as the beginning of a word."""


class DocumentFinder(ChoiceDialog):
    """Returns the id of the chosen document, or None."""

    def __init__(self, documents: Sequence[tuple[str, str, str]]) -> None:
        """Choose among `documents`: id, title and file name of each."""
        super().__init__(
            "Find a document",
            "Part of a title or file name",
            lambda query: [
                Choice(key, title, name)
                for key, title, name in rank_documents(documents, query)[:_MOST]
            ],
            enter="open",
            is_search=True,
        )


def rank_documents(
    documents: Sequence[tuple[str, str, str]], query: str
) -> list[tuple[str, str, str]]:
    """Return the documents that may have every word of `query`, the likeliest first.

    Whole words come before beginnings of words, and these before anything else. Case, accents and
    typography don't count, and typing errors are tolerated (rapidfuzz's partial ratio, word by
    word).
    """
    names = [drop_variants(f"{title} {name}") for _, title, name in documents]
    scores = [0.0] * len(documents)
    candidates = set(range(len(documents)))
    for word in drop_variants(query).split():
        results = process.extract(
            word,
            names,
            scorer=fuzz.partial_ratio,
            limit=None,
            score_cutoff=_ALIKE,
        )
        candidates &= {number for _, _, number in results}
        for name, score, number in results:
            name_words = name.split()
            if word in name_words:
                scores[number] += _WHOLE
            elif any(name_word.startswith(word) for name_word in name_words):
                scores[number] += _BEGINNING
            else:
                scores[number] += score
    return [documents[number] for number in sorted(candidates, key=lambda n: (-scores[n], n))]
