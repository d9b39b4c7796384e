"""The legend: the meaning of every sign, word and colour on the screen."""

from collections.abc import Mapping
from itertools import chain
from typing import NamedTuple

from tui.collation.quotations.word_columns import CUT
from tui.collation.sources.claim_map import CellKind
from tui.widgets.article.margin_marks import (
    BLOCK_PARTS,
    GLYPHS,
    PINNED,
    READING_LINE,
    SAME_PASSAGE,
    Coverage,
)
from tui.widgets.article.note_marks import ELSEWHERE, LINK, NOTE
from tui.widgets.collation.alignment_table import GAP, MOVED
from tui.widgets.collation.claim_table import GLYPHS as GLYPHS_OF_CELLS
from tui.widgets.documents.document_list import ADDED, REVISED
from tui.widgets.sources.match_card import DIFFERS, KINDS

_MARKS = "1 to 5"


class Sign(NamedTuple):
    """A sign or a word on the screen, and its meaning."""

    sign: str
    meaning: str


_COVERAGE = {
    Coverage.ALL: "all other articles say this passage; copies count as one voice",
    Coverage.MOST: "half of the other articles or more say it",
    Coverage.FEW: "less than half of them say it",
    Coverage.DIFFERS: "others say it, with another number, date, name or quotation",
    Coverage.DOUBTFUL: "no match, but too short to decide, or not all is compared yet",
    Coverage.NONE: "only here: no other article says it, at most one touches it",
}
_KINDS = {
    "verbatim": "the same words",
    "close": "nearly the same words",
    "reworded": "the same in other words",
    "meaning": "alike in meaning, by the language model; few words are the same",
}

_CELLS = {
    CellKind.VERBATIM: "the article makes the claim in another one's words",
    CellKind.CLOSE: "it makes it in nearly the same words",
    CellKind.REWORDED: "it makes it in other words",
    CellKind.MEANING: "it says something alike in meaning, by the language model",
    CellKind.DIFFERS: "it makes it with a value that differs from another article's",
    CellKind.ABSENT: "it does not make it",
}

LEGEND: dict[str, tuple[Sign, ...]] = {
    "Gutter": (
        Sign(READING_LINE, "the reading line: keys act on the passage that is on it"),
        Sign(SAME_PASSAGE, "the rest of that passage"),
        Sign(PINNED, "the pinned passage: the sources are kept for it while you read on"),
        *(Sign(GLYPHS[coverage], meaning) for coverage, meaning in _COVERAGE.items()),
        Sign(NOTE, "a note of yours"),
        Sign(LINK, "a link of yours to another passage"),
        Sign(_MARKS, "a mark of yours, of one of five kinds"),
        Sign(ELSEWHERE, "a note of yours on a passage of another article that says the same"),
        Sign(
            " ".join(dict.fromkeys(BLOCK_PARTS.values())),
            "a reused block: a longer range that another article has, too",
        ),
    ),
    "Cards": (
        Sign("A, B …", "the letter of an article, as in the list of documents"),
        *(Sign(KINDS[kind], meaning) for kind, meaning in _KINDS.items()),
        Sign("sure", "right at least nine times in ten"),
        Sign("likely", "a match, right more often than not"),
        Sign("perhaps", "no match, but the nearest there is"),
        Sign("→ by way of B", "matches this passage through one of article B"),
        Sign("3 more", "further passages of the same article that match"),
        Sign(f"{DIFFERS} 3 more", "in one of these a value differs from this passage's"),
        Sign("same text as C", "article C is a copy of this one, and has no card of its own"),
        Sign("one voice with B", "the card's article and B are copies, but for a few words"),
        Sign("2/3 voices, 4 articles", "4 articles say it, but some are copies of each other"),
        Sign(f"{DIFFERS} 14 | 17", "values that differ: of this article | of the chosen card"),
    ),
    "Claim map and quotations": (
        *(Sign(GLYPHS_OF_CELLS[kind], meaning) for kind, meaning in _CELLS.items()),
        Sign("a number", "the number of articles that make the claim"),
        Sign("‹ ›", "there are further articles on that side"),
        Sign(CUT, "words of the fullest variant of a quotation are left out"),
        Sign("underlined", "changed or added words, below those they replace"),
        Sign("without marks", "the article has the words without quotation marks"),
        Sign("?", "no article names the speaker"),
    ),
    "Side by side": (
        Sign(GAP * 3, "a gap: this article does not say the passage beside it"),
        Sign("↑ ↓", "this article says it above or below, in another row"),
        Sign(MOVED, "both say it, at another position in their order"),
        Sign("→", "matched by way of a passage of a third article, or a repeat"),
        Sign("underlined", "runs of words that both have"),
        Sign("dim", "text that is not compared"),
    ),
    "List of documents": (
        Sign("8/22 shared", "passages that other articles say, of all with a claim"),
        Sign("6 new of 22", "passages whose claims you have not read, there or in another article"),
        Sign("6 new", "the same, where there is less room"),
        Sign("447 w", "the number of words"),
        Sign("20 %", "your position in the article; to be there by a jump is not to have read it"),
        Sign("new, read ✓", "not opened yet; read to its end"),
        Sign(REVISED, "the file has changed on the disk since it was read"),
        Sign(ADDED, "the file was added to the folder while you read; not opened yet"),
    ),
    "Titles and status line": (
        Sign("5/16", "the passage on the reading line, of all of the article"),
        Sign("meanings 95/113", "sentences read for their meaning so far; marks may still change"),
        Sign("Other sources 3/4", "how many of the other articles say the passage"),
        Sign("pinned", f"the sources are those of the passage marked {PINNED}"),
        Sign("reused block", "the passage is part of a longer stretch that another article has"),
        Sign("said twice here", "the article says the same in another of its passages"),
    ),
    "Text": (
        Sign("underlined", "content words that the chosen card has, too"),
        Sign("coloured", "a value that differs from the chosen card's"),
        Sign("on a band", "the passage on the reading line"),
        Sign(
            "⋯ 4 lines", "a run of navigation, advertisements or teasers, collapsed into one line"
        ),
        Sign("dim", "navigation, advertisement, credits, and repeats"),
        Sign("dim passages", "passages you have read in another article; R shows them undimmed"),
        Sign("bold, coloured", "your position; in the gutter, passages only here"),
    ),
}


def legend(mark_names: Mapping[int, str]) -> dict[str, tuple[Sign, ...]]:
    """Return the legend with the names that the reader gave to kinds of marks."""
    named_marks = tuple(
        Sign(str(number), f"a mark of yours: {name}") for number, name in mark_names.items()
    )

    def expand(sign: Sign) -> tuple[Sign, ...]:
        return (sign, *named_marks) if sign.sign == _MARKS else (sign,)

    return {
        heading: tuple(chain.from_iterable(map(expand, signs))) for heading, signs in LEGEND.items()
    }
