"""Lists about one article: the sentences that no other one says, the claims that it leaves out."""

from collections.abc import Iterator, Sequence

from tui.collation.corpus_comparison import CorpusComparison
from tui.collation.sources.omissions import Omission
from tui.matching.matches import Match, PassageRef
from tui.screens.dialogs.choice_dialog import ChoiceDialog
from tui.text.normalization.search_variants import drop_variants
from tui.widgets.core.choice_list import Choice

_SEPARATOR = " "
"""Between document and offset in the id of a choice; ids of documents come last."""


class OnlyHereList(ChoiceDialog):
    """Returns where to go (see `target`), or None."""

    def __init__(self, comparison: CorpusComparison, document: str) -> None:
        count = len(comparison.only_here(document))
        super().__init__(
            f"Only in {comparison.sigla[document]}: {count}",
            "Narrow down",
            lambda typed: only_here_choices(comparison, document, typed),
            enter="go there",
        )


class OmissionList(ChoiceDialog):
    """Returns where to go (see `target`), or None."""

    def __init__(self, comparison: CorpusComparison, document: str) -> None:
        count = len(comparison.omissions(document))
        super().__init__(
            f"Not in {comparison.sigla[document]}: {count}",
            "Narrow down",
            lambda typed: omission_choices(comparison, document, typed),
            enter="go to its best telling",
        )


def target(chosen: str) -> tuple[str, int]:
    """Return the document and the code point that the id of a choice names."""
    offset, _, document = chosen.partition(_SEPARATOR)
    return document, int(offset)


def only_here_choices(comparison: CorpusComparison, document: str, typed: str = "") -> list[Choice]:
    """Return the sentences that no other article says, and those that none says in full."""
    found: list[Choice] = []
    only = [
        Choice(
            _id(comparison, one.place),
            comparison.collation.words(one.place),
            _near(comparison, one.nearest[:1]),
        )
        for one in comparison.only_here(document)
    ]
    text = comparison.collation.documents[document].text
    partly = [
        Choice(
            _id(comparison, one.place),
            "new: " + " | ".join(" ".join(span.of(text).split()) for span in one.new),
            _near(comparison, one.nearest[:1]),
        )
        for one in comparison.partly_new(document)
    ]
    for heading, choices in (("No other article says", only), ("Partly new", partly)):
        if kept := [
            choice for choice in choices if drop_variants(typed) in drop_variants(choice.text)
        ]:
            found += [Choice("", f"{heading}: {len(kept)}", heading=True), *kept]
    return found


def omission_choices(comparison: CorpusComparison, document: str, typed: str = "") -> list[Choice]:
    """Return the claims that others make and this article does not, the best telling of each."""
    found: list[Choice] = []
    for omission in comparison.omissions(document):
        words = comparison.collation.words(omission.tellings[0])
        if _has(words, typed):
            found += _omission(comparison, omission, words)
    return found


def _omission(comparison: CorpusComparison, omission: Omission, words: str) -> Iterator[Choice]:
    sources = sorted({comparison.sigla[place.document] for place in omission.tellings})
    yield Choice(_id(comparison, omission.tellings[0]), words, ", ".join(sources))
    document = comparison.collation.documents[omission.document]
    if omission.after:
        before = PassageRef(omission.document, document.passage_at(omission.after - 1))
        yield Choice("", f"    would stand after: {comparison.collation.words(before)}")
    else:
        yield Choice("", "    would stand at the beginning")
    if near := omission.nearest:
        yield Choice("", f"    nearest here: {comparison.collation.words(near.here)}")


def _has(text: str, typed: str) -> bool:
    return drop_variants(typed) in drop_variants(text)


def _near(comparison: CorpusComparison, nearest: Sequence[Match]) -> str:
    return f"nearest: {comparison.sigla[nearest[0].there.document]}" if nearest else ""


def _id(comparison: CorpusComparison, place: PassageRef) -> str:
    return f"{comparison.collation.span(place).start}{_SEPARATOR}{place.document}"
