"""Phase pairs: an event that is ahead in one sentence, and has begun or is over in the other."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tui.collation.differences.slots import Slots, is_bound
from tui.collation.differences.value_pair import Kind, Surroundings, ValuePair
from tui.collation.values.events.phases import Phase
from tui.collation.values.events.verb_forms import is_past
from tui.collation.values.sentence_values import Sentence
from tui.collation.values.word_lists import word_set
from tui.text.span import Span

_SUBJECT = 4
"""Number of words before a phase in which the subject is looked for."""
_NO_VERB = word_set("the a an his her its their our my your this that these those of be")
"""Words before a participle that is no verb in the past: `the planned sale`."""
_PASSIVE = word_set("be been")
_WAS = word_set("was were")


class _Event(NamedTuple):
    """An event of a sentence: its subject, its verb and its phase."""

    span: Span
    """The words for the phase, and the verb."""
    subject: frozenset[str]
    verb: str
    phase: Phase
    is_passive: bool = False


def phase_pairs(slots: Slots, surroundings: Surroundings) -> Iterator[ValuePair]:
    """Yield the phases of one event, if neither account tells it in the other's phase.

    Only pairs with one event ahead are compared; that something began and that it is over may both
    be right. So may be two phases if the account with the earlier one is known to be older.
    """
    for first, second, more, turned in (
        (slots.one, slots.other, (*surroundings.theirs, slots.other), False),
        (slots.other, slots.one, (*surroundings.ours, slots.one), True),
    ):
        if not any(phase.phase is Phase.AHEAD for phase in first.phases):
            continue
        ahead = [event for event in _events(first) if event.phase is Phase.AHEAD]
        if not ahead or (first.written and second.written and first.written < second.written):
            continue
        later = [*_events(second), *_past_events(second, {event.verb for event in ahead})]
        for a in ahead:
            for b in later:
                if b.phase is Phase.AHEAD or not _are_one(a, b) or _is_ahead(a, more):
                    continue
                here, there = (b.span, a.span) if turned else (a.span, b.span)
                yield ValuePair(Kind.DATE, here, there, 0.5)


def _are_one(first: _Event, second: _Event) -> bool:
    return (
        first.verb == second.verb
        and first.is_passive == second.is_passive
        and not first.subject.isdisjoint(second.subject)
    )


def _is_ahead(one: _Event, sentences: Iterable[Sentence]) -> bool:
    """Return True if any of the sentences has this event ahead, too."""
    return any(
        event.phase is Phase.AHEAD and event.verb == one.verb
        for sentence in sentences
        for event in _events(sentence)
    )


def _events(sentence: Sentence) -> Iterator[_Event]:
    """Yield the events with words for their phase, but for those within quotation marks."""
    for phase in sentence.phases:
        start, first = sentence.range_of(phase.span)
        end = first
        while end < len(sentence.words) and sentence.words[end].fold in _PASSIVE:
            end += 1
        if end >= len(sentence.words):
            continue
        verb = sentence.words[end]
        if not verb.common and verb.quotation < 0 and not verb.fold.endswith("ing"):
            span = Span(phase.span.start, verb.span.end)
            subject = _subject(sentence, start)
            yield _Event(span, subject, verb.meaning, phase.phase, is_passive=end > first)


def _past_events(sentence: Sentence, verbs: set[str]) -> Iterator[_Event]:
    """Yield the events in the simple past whose verb is one of `verbs`."""
    for n, word in enumerate(sentence.words[1:], 1):
        if (
            word.meaning in verbs
            and is_past(word.fold)
            and word.quotation < 0
            and sentence.words[n - 1].fold not in _NO_VERB
        ):
            passive = sentence.words[n - 1].fold in _WAS
            subject = _subject(sentence, n - 1 if passive else n)
            yield _Event(word.span, subject, word.meaning, Phase.OVER, is_passive=passive)


def _subject(sentence: Sentence, start: int) -> frozenset[str]:
    """Return the meanings of the content words right before word `start`, within its clause."""
    first = start
    while first > max(0, start - _SUBJECT) and not is_bound(sentence, first):
        first -= 1
    return frozenset(w.meaning for w in sentence.words[first:start] if not w.common)
