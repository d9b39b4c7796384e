"""Word-by-word alignment of two passages, computed when it is shown, and never stored.

Case, quotation marks and punctuation make no difference; digits do.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from rapidfuzz.distance import LCSseq

from tui.matching.features.stemming import stem_of
from tui.matching.features.word_frequency import zipf
from tui.text.normalization.unicode_properties import SPACELESS, compiled, is_simple
from tui.text.span import Span
from tui.text.tokens import Token, tokens


class AlignmentStep(NamedTuple):
    """Run of words that both sides share, that only one side has, or that differ."""

    same: bool
    here: Span
    """Code points of the first string from first word to last; empty if the step has none there."""
    there: Span
    """Code points of the second string, in the same way."""


def align(here: str, there: str) -> tuple[AlignmentStep, ...]:
    """Return the steps through both strings, word by word, in order.

    They follow the longest common subsequence of words (rapidfuzz); adjacent words are joined to
    runs. In scripts without spaces between words, the steps go letter by letter.
    """
    words_here, words_there = tokens(here), tokens(there)
    codes = list(
        LCSseq.opcodes([word.norm for word in words_here], [word.norm for word in words_there])
    )
    steps: list[AlignmentStep] = []
    ends = [0, 0]
    for number, code in enumerate(codes):
        runs = (
            words_here[code.src_start : code.src_end],
            words_there[code.dest_start : code.dest_end],
        )
        is_same = code.tag == "equal" and not (
            0 < number < len(codes) - 1 and _is_by_chance(runs[0])
        )
        spans = []
        for side, run in enumerate(runs):
            start = run[0].span.start if run else ends[side]
            ends[side] = run[-1].span.end if run else ends[side]
            spans.append(Span(start, ends[side]))
        if steps and steps[-1].same == is_same and not is_same:
            steps[-1] = _join_steps(steps[-1], spans[0], spans[1])
        else:
            steps.append(AlignmentStep(is_same, spans[0], spans[1]))
    return tuple(steps)


def shared_words(here: str, there: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans of the content words that the two strings share, in each of them.

    Function words don't count, and all parts of a hyphenated compound must be shared. Words with
    only spaces between them are one span; code points.
    """
    sides: tuple[list[Span], list[Span]] = [], []
    for step in align(here, there):
        if step.same:
            sides[0].append(step.here)
            sides[1].append(step.there)
    return _content(here, sides[0]), _content(there, sides[1])


_FUNCTION_WORD: Final = 6.3
"""Zipf value from which a word is a function word, such as "from" and "the"."""
_RARER: Final = (
    "about above according across after again against almost along already also although "
    "among amid another any anyone anything around as because before behind being below "
    "beneath beside besides between beyond but could despite did does doing done down during "
    "each either else even ever every everyone everything except had has having he hence her "
    "here hers herself him himself his how however if indeed inside instead into it its "
    "itself just maybe me might moreover much must my myself near nevertheless off often once "
    "only onto or other others otherwise ought our ours ourselves out outside over per "
    "perhaps quite rather shall she should since so some somebody someone something sometimes "
    "still such than that their theirs them themselves then there thereby therefore these "
    "they this those though through throughout thus till to too toward towards under unless "
    "unlike until up upon very via was were what whatever when whenever where whereas "
    "wherever whether which whichever while who whoever whom whose why with within without "
    "would yet you your yours yourself "
)
_RARER_FUNCTION_WORDS: Final = frozenset(_RARER.split())
"""English function words below that value. Negations are excluded, since they matter, and words
that are written like a name, such as "us"."""


def _content(text: str, shared: Sequence[Span]) -> tuple[Span, ...]:
    """Return the content words in the shared spans, adjacent ones as one."""
    content: list[Span] = []
    for compound in _compounds(text):
        span = Span(compound[0].span.start, compound[-1].span.end)
        is_shared = any(
            shared_span.start <= span.start and span.end <= shared_span.end
            for shared_span in shared
        )
        if not is_shared or all(_is_function_word(word.norm) for word in compound):
            continue
        if content and not text[content[-1].end : span.start].strip():
            content[-1] = Span(content[-1].start, span.end)
        else:
            content.append(span)
    return tuple(content)


def _compounds(text: str) -> Iterator[list[Token]]:
    """Yield the words of a text; those joined by hyphens come together."""
    compound: list[Token] = []
    for word in tokens(text):
        if compound and text[compound[-1].span.end : word.span.start] not in _HYPHENS:
            yield compound
            compound = []
        compound.append(word)
    if compound:
        yield compound


_HYPHENS: Final = frozenset("-\u2010\u2011")


def _is_function_word(fold: str) -> bool:
    return fold in _RARER_FUNCTION_WORDS or zipf(stem_of(fold)) >= _FUNCTION_WORD


def _is_by_chance(run: Sequence[Token]) -> bool:
    """Return True if the shared piece is a single letter of a script without spaces."""
    if len(run) > 1 or is_simple(run[0].norm):
        return False
    return compiled(SPACELESS).match(run[0].norm) is not None


def _join_steps(step: AlignmentStep, here: Span, there: Span) -> AlignmentStep:
    """Return `step` extended by the differing words after it."""
    return AlignmentStep(
        same=False,
        here=Span(step.here.start, here.end) if here and step.here else step.here or here,
        there=Span(step.there.start, there.end) if there and step.there else step.there or there,
    )
