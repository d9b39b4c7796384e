"""The list of the changes between versions of one article, under a heading for each two."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from tui.collation.corpus_comparison import CorpusComparison
from tui.collation.sources.versions import ChangeKind, VersionChange, VersionPair
from tui.screens.collation.collation_list import CollationList
from tui.text.normalization.search_variants import drop_variants
from tui.text.span import Span
from tui.widgets.core.bindings import bindings
from tui.widgets.core.choice_list import Choice

_SIGNS = {
    ChangeKind.CHANGED: "≠",
    ChangeKind.ADDED: "+",
    ChangeKind.REMOVED: "−",
    ChangeKind.MOVED: "↕",
}
_WORDS = 60
"""Largest number of code points of changed words in a line."""
_SEPARATOR = "-"


class VersionList(CollationList):
    """Returns the id of a change (see `chosen_change`), or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("collation.versions")]

    def __init__(
        self,
        comparison: CorpusComparison,
        document: str,
        copy: Callable[[str], str],
        changed_keys: Mapping[str, str],
    ) -> None:
        """List the versions of `document`, or of all articles if it has only one."""
        pairs = versions_of(comparison, document)
        super().__init__(
            f"Versions: {sum(len(pair.changes) for pair in pairs)} changes",
            "Words, or changed, added, removed, moved",
            lambda typed: version_choices(comparison, pairs, typed),
            copy,
            changed_keys,
        )

    def action_collation_versions(self) -> None:
        self.action_choice_leave()


def versions_of(comparison: CorpusComparison, document: str) -> Sequence[VersionPair]:
    """Return the pairs of versions of a document's article; all if it has only one."""
    own = {pair.address for pair in comparison.versions if document in (pair.earlier, pair.later)}
    return [pair for pair in comparison.versions if not own or pair.address in own]


def chosen_change(comparison: CorpusComparison, chosen: str) -> tuple[VersionPair, VersionChange]:
    """Return the pair of versions and the change that an id stands for."""
    number, _, change = chosen.partition(_SEPARATOR)
    version_pair = comparison.versions[int(number)]
    return version_pair, version_pair.changes[int(change)]


def version_choices(
    comparison: CorpusComparison, pairs: Sequence[VersionPair], typed: str = ""
) -> list[Choice]:
    """Return the changes that have all typed words, under a heading for each two versions."""
    choices: list[Choice] = []
    words = drop_variants(typed).split()
    for number, pair in enumerate(comparison.versions):
        if pair not in pairs:
            continue
        rows = []
        for n, change in enumerate(pair.changes):
            lines = list(_lines(comparison, pair, change))
            text = drop_variants(f"{change.kind} {' '.join(lines)}")
            if all(word in text for word in words):
                first, *others = lines
                rows.append(Choice(f"{number}{_SEPARATOR}{n}", first, change.kind))
                rows += [Choice("", f"    {line}") for line in others]
        if rows or not words:
            choices += [Choice("", _heading(comparison, pair), heading=True), *rows]
    return choices


def _heading(comparison: CorpusComparison, pair: VersionPair) -> str:
    """Return the two versions in words: `A → B: 3 changes · https://…`."""
    sign = "→" if pair.is_dated else "|"
    versions = f"{comparison.sigla[pair.earlier]} {sign} {comparison.sigla[pair.later]}"
    count = len(pair.changes)
    changes = f"{count} change{'s' if count > 1 else ''}" if count else "the same words"
    return f"{versions}: {changes} · {pair.address}"


def _lines(comparison: CorpusComparison, pair: VersionPair, change: VersionChange) -> Iterator[str]:
    """Yield the passage of a change with a sign, and below it the words that were changed."""
    documents = comparison.collation.documents
    before, after = documents[pair.earlier].text, documents[pair.later].text
    passage = _plain(before, change.earlier) if change.earlier else _plain(after, change.later)
    yield f"{_SIGNS[change.kind]} {passage}"
    for words_before, words_after in change.words:
        yield f"{_short(_plain(before, words_before))} → {_short(_plain(after, words_after))}"


def _plain(text: str, span: Span | None) -> str:
    return " ".join(span.of(text).split()) if span else ""


def _short(words: str) -> str:
    return (words if len(words) <= _WORDS else f"{words[: _WORDS - 1]}…") or "–"
