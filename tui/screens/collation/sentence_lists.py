"""Lists about one article: the sentences that only it has, and the claims that it omits."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from tui.collation.corpus_comparison import CorpusComparison
from tui.collation.sources.omissions import Omission
from tui.matching.matches import Match, PassageRef
from tui.screens.collation.collation_list import CollationList, dialog_title
from tui.text.normalization.search_variants import drop_variants
from tui.widgets.core.bindings import bindings
from tui.widgets.core.choice_list import Choice

_SEPARATOR = " "
"""Between document and offset in the id of a choice; ids of documents come last."""


class OnlyHereList(CollationList):
    """Returns the id of a choice (see `target`), or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("collation.only_here")]

    def __init__(
        self,
        comparison: CorpusComparison,
        document: str,
        copy: Callable[[str], str],
        changed_keys: Mapping[str, str],
    ) -> None:
        count, partly = len(comparison.only_here(document)), len(comparison.partly_new(document))
        super().__init__(
            dialog_title(
                f"Only in {comparison.sigla[document]}: {_count(count, 'sentence')}"
                f", {partly} partly new",
                comparison,
            ),
            "Words",
            lambda typed: only_here_choices(comparison, document, typed),
            copy,
            changed_keys,
        )

    def action_collation_only_here(self) -> None:
        self.action_choice_leave()


class OmissionList(CollationList):
    """Returns the id of a choice (see `target`), or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("collation.omissions")]

    def __init__(
        self,
        comparison: CorpusComparison,
        document: str,
        copy: Callable[[str], str],
        changed_keys: Mapping[str, str],
    ) -> None:
        count = len(comparison.omissions(document))
        super().__init__(
            dialog_title(
                f"Not in {comparison.sigla[document]}: {_count(count, 'claim')}"
                " of two or more others",
                comparison,
            ),
            "Words, or a letter (B)",
            lambda typed: omission_choices(comparison, document, typed),
            copy,
            changed_keys,
            enter="go to it",
        )

    def action_collation_omissions(self) -> None:
        self.action_choice_leave()


def target(chosen: str) -> tuple[str, int]:
    """Return the document and the code point in the id of a choice."""
    offset, _, document = chosen.partition(_SEPARATOR)
    return document, int(offset)


def only_here_choices(comparison: CorpusComparison, document: str, typed: str = "") -> list[Choice]:
    """Return the sentences that no other article has, and those that none has in full."""
    text = comparison.collation.documents[document].text
    only = [
        (sentence.place, sentence.nearest, comparison.collation.words(sentence.place))
        for sentence in comparison.only_here(document)
    ]
    partly = [
        (
            sentence.place,
            sentence.nearest,
            "new: " + " | ".join(" ".join(span.of(text).split()) for span in sentence.new),
        )
        for sentence in comparison.partly_new(document)
    ]
    choices: list[Choice] = []
    for heading, sentences in (("No other article says", only), ("Partly new", partly)):
        if selected := [sentence for sentence in sentences if _has(sentence[2], typed)]:
            choices.append(Choice("", f"{heading}: {len(selected)}", heading=True))
            for reference, nearest, words in selected:
                choices += _sentence(comparison, reference, nearest, words)
    return choices


def _sentence(
    comparison: CorpusComparison, reference: PassageRef, nearest: Sequence[Match], words: str
) -> Iterator[Choice]:
    """Yield a sentence, and below it the most similar sentence of another article."""
    yield Choice(_id(comparison, reference), words)
    if nearest:
        other = nearest[0].there
        siglum = comparison.sigla[other.document]
        yield Choice("", f"    nearest, in {siglum}: {comparison.collation.words(other)}")


def omission_choices(comparison: CorpusComparison, document: str, typed: str = "") -> list[Choice]:
    """Return the claims that others make and this article does not, each in its best wording."""
    choices: list[Choice] = []
    for omission in comparison.omissions(document):
        words = comparison.collation.words(omission.tellings[0])
        sources = sorted({comparison.sigla[reference.document] for reference in omission.tellings})
        if typed.strip() in sources or _has(words, typed):
            choices += _omission(comparison, omission, words, sources)
    return choices


def _omission(
    comparison: CorpusComparison, omission: Omission, words: str, sources: Sequence[str]
) -> Iterator[Choice]:
    yield Choice(_id(comparison, omission.tellings[0]), words, ", ".join(sources))
    document = comparison.collation.documents[omission.document]
    if omission.after:
        reference = PassageRef(omission.document, document.passage_at(omission.after - 1))
        yield Choice("", f"    would stand after: {comparison.collation.words(reference)}")
    else:
        yield Choice("", "    would stand at the beginning")
    if match := omission.nearest:
        yield Choice("", f"    nearest here: {comparison.collation.words(match.here)}")


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _has(text: str, typed: str) -> bool:
    return drop_variants(typed) in drop_variants(text)


def _id(comparison: CorpusComparison, reference: PassageRef) -> str:
    return f"{comparison.collation.span(reference).start}{_SEPARATOR}{reference.document}"
