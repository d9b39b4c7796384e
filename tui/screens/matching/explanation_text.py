"""The explanation of a match in plain sentences, from the features of its score."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from tui.matching.config import DEFAULT
from tui.matching.explanation import MatchExplanation, explain_match
from tui.matching.features.preprocessing import PreparedDocument, preprocess
from tui.matching.matches import Kind, Match, PassageRef
from tui.screens.matching.match_lookup import MatchLookup
from tui.text.document import Document
from tui.text.tokens import count

_KIND_SENTENCES = {
    Kind.VERBATIM: "Verbatim: the same words in the same order, or one wholly inside the other.",
    Kind.CLOSE: "Close: mostly the same words in the same order.",
    Kind.REWORDED: "Reworded: the same said in other words.",
    Kind.MEANING: "By meaning: the words differ, but they mean the same.",
}
_FEATURE_NAMES = {
    "the fit of other sentences": (
        "lead",
        "outdone",
        "outdone_least",
        "version_outdone",
        "version_outdone_least",
    ),
    "the sentences beside them": ("beside", "along", "relay"),
    "other sentences that the two articles share": ("kinship", "topic", "strangeness", "version"),
    "their positions in the articles": ("distance", "depth"),
    "the numbers in them": ("numbers", "numbers_apart"),
}
"""The names of the features; features with the same name are added up."""
_WORDING = "their letters and words"
"""The name of all other features."""
_RARE, _RUNS = 8, 6
_RUN = 2
"""Least number of words of a verbatim run in the explanation."""
_NOTICED = 0.05


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with sentences below it."""

    heading: str
    sentences: tuple[str, ...]


def explain(lookup: MatchLookup, match: Match) -> list[Part]:
    """Return the explanation of a match.

    It parses both articles again: call it in a thread.
    """
    explainer = _Explainer(lookup)
    if match.via is None:
        return [
            *explainer.parts(match.here, match.there),
            *map(explainer.quote, (match.here, match.there)),
        ]
    third_part = explainer.quote(match.via)
    sentence = (
        "The two do not match directly. Both match the same part of a third passage, which is in"
        f" {third_part.heading}:"
    )
    introduction = Part("By way of a third", (sentence, *third_part.sentences))
    return [
        introduction,
        *explainer.parts(match.here, match.via, "this and the third"),
        *explainer.parts(match.there, match.via, "the card and the third"),
        *map(explainer.quote, (match.here, match.there)),
    ]


class _Explainer:
    """The articles of a match, each parsed once."""

    def __init__(self, lookup: MatchLookup) -> None:
        self._lookup = lookup
        self._prepared: dict[str, PreparedDocument] = {}

    def quote(self, reference: PassageRef) -> Part:
        title = self._lookup.title(reference.document)
        return Part(title, (f"“{self._lookup.words(reference).strip('“”')}”",))

    def parts(self, here: PassageRef, there: PassageRef, pair_name: str = "") -> Iterator[Part]:
        """Yield the certainty of a match, and the reasons for it."""
        suffix = f", {pair_name}" if pair_name else ""
        match = next((m for m in self._matches(here) if m.there == there), None)
        explanation = self._explain(here, there)
        sentences = []
        if match:
            sentences = [
                f"{_percent(match.score)} sure; a match from {_percent(DEFAULT.model.threshold)}.",
                _KIND_SENTENCES[match.kind],
            ]
        if match and explanation and _percent(match.score) != _percent(explanation.score):
            sentences.append(
                f"By their words alone it would be {_percent(explanation.score)};"
                " the rest comes from their meaning."
            )
        if self._in_one_block(here, there):
            sentences.append("Both stand in a longer block that the two articles share.")
        yield Part(f"How sure{suffix}", tuple(sentences))
        if explanation is None:
            yield Part(f"Features{suffix}", ("Their words are too different for a score.",))
            return
        yield Part(f"Words in both{suffix}", tuple(self._shared(here, explanation)))
        yield Part(f"Features, in points{suffix}", tuple(_weigh_features(explanation)))

    def _matches(self, here: PassageRef) -> Iterator[Match]:
        return (match for group in self._lookup.match_index.shown(here) for match in group)

    def _explain(self, here: PassageRef, there: PassageRef) -> MatchExplanation | None:
        return explain_match(self._side(here), self._side(there))

    def _side(self, reference: PassageRef) -> tuple[PreparedDocument, Document, int]:
        document = self._lookup.document_of(reference)
        if reference.document not in self._prepared:
            self._prepared[reference.document] = preprocess(reference.document, document)
        return self._prepared[reference.document], document, reference.passage

    def _shared(self, here: PassageRef, explanation: MatchExplanation) -> Iterator[str]:
        rare = ", ".join(explanation.rare[:_RARE])
        yield f"The rarest: {rare}." if rare else "Only words that most sentences have."
        words = self._lookup.words(here)
        runs = [step.here.of(words) for step in explanation.aligned if step.same]
        long = sorted((run for run in runs if sum(count(run)) >= _RUN), key=len, reverse=True)
        if long:
            yield f"In the same order: {' · '.join(long[:_RUNS])}."

    def _in_one_block(self, here: PassageRef, there: PassageRef) -> bool:
        span_here, span_there = (
            self._lookup.document_of(reference).passages[reference.passage].span
            for reference in (here, there)
        )
        return any(
            reuse.there.document == there.document
            and reuse.here.span.meets(span_here)
            and reuse.there.span.meets(span_there)
            for reuse in self._lookup.match_index.reuses(here.document)
        )


def _percent(score: float) -> str:
    return f"{min(99, max(1, round(100 * score)))} %"


def _weigh_features(explanation: MatchExplanation) -> Iterator[str]:
    """Yield the features for and against the match, the weightiest first, and their sum."""
    if explanation.is_copy:
        yield "Almost the same words: that is a match in any case."
        return
    remaining = dict(explanation.parts)
    sums = [
        (name, sum(remaining.pop(part, 0.0) for part in features))
        for name, features in _FEATURE_NAMES.items()
    ]
    sums.append((_WORDING, sum(remaining.values())))
    sums.append(("the rarity of matches", explanation.start))
    for name, points in sorted(sums, key=lambda item: -abs(item[1])):
        if abs(points) >= _NOTICED:
            yield f"{_points(points):>6}  {name}"
    threshold = log(explanation.threshold / (1.0 - explanation.threshold))
    total = _points(sum(points for _, points in sums))
    yield f"{total:>6}  together; it is a match from {_points(threshold)}"


def _points(points: float) -> str:
    return f"{'+' if points >= 0 else '−'}{abs(points):.1f}"
