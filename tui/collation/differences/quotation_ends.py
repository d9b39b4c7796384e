"""Quotation ends: two quotations of the same words that begin or end differently.

Words that one leaves out are a cut only if they do not stand near by in its document.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from tui.collation.differences.alignment import Gap, Run, gaps, shared_runs
from tui.collation.differences.quotation_change import (
    Change,
    SaidElsewhere,
    count_shared,
    rest_of_quotation,
)
from tui.collation.values.sentence_values import SPEECH, Sentence, Word, spelt_out
from tui.collation.values.word_lists import word_set

_TRIMMED = 4
"""Shared words from which a different beginning or end of a quotation is a difference."""
_KEPT = 3
"""The same for a quotation of which all but the last words are shared."""
_LONGEST = 24
"""Largest number of words of a cut; with more, the other quotation is merely longer."""
_WHOLE, _LEAD = 8, 5
"""Words in a row by which a sentence gives a quotation whole, and most words before them."""
_BEGINNING, _ENDING = 6, 8
"""Largest number of words of two different beginnings of a quotation, and of two endings."""
_SWAPPED = 2
"""Words on each side that may replace each other between the same words."""
_NEAR = 3
"""Number of words next to a cut by which the rest is found near by."""
_ALIKE = 4
"""Number of first letters by which two words are forms of one."""
_FEW = 2
"""Largest number of words of the shorter beginning."""
_MOST = 0.7
"""Share of a cut's content words from which the cut was only moved."""
_AUXILIARIES = tuple(
    map(word_set, ("will would", "can could", "may might", "is are was were", "has have had"))
)
_INTRODUCTION = 3
"""Words that an introduction of a quotation shares with the words that another account quotes."""


def beginnings(
    one: Sentence,
    other: Sentence,
    runs: Sequence[Run],
    in_one: SaidElsewhere,
    in_other: SaidElsewhere,
) -> Iterator[Change]:
    """Yield the places where one quotation begins differently, or later than the other one.

    Words that are near by in the document of the shorter one are passed over.
    """
    here, there = one.quoted, other.quoted
    first = runs[0]
    ours, theirs = (
        rest_of_quotation(here, first.here, -1),
        rest_of_quotation(there, first.there, -1),
    )
    starts = here[first.here], there[first.there]
    if ours and theirs and (close := _before_first(ours, theirs)):
        yield close
    elif ours and theirs:
        yield from _first_words((one, other), (ours, theirs), starts)
    elif ours or theirs:
        before = _before(other, starts[1]) if ours else _before(one, starts[0])
        message = list(
            _introduced_before(ours, before) if ours else _introduced_before(before, theirs)
        )
        yield from message
        if not message:
            message = list(_led_by(ours, before) if ours else _turned(_led_by(theirs, before)))
            yield from message
        cut = ours or theirs
        near = cut[-_NEAR:] if len(cut) >= _NEAR else (*cut, starts[0])
        said = in_other(near) if ours else in_one(near)
        said = said or _is_said(cut, other if ours else one)
        if not message and not said and _is_worth_reporting(here, runs, cut):
            yield Change((*ours, starts[0]), (*theirs, starts[1]), ours, theirs, cut=True)
    else:
        lead, other_lead = _lead(one, starts[0]), _lead(other, starts[1])
        if lead and not other_lead and not in_other(lead) and not _is_led(other, lead):
            yield Change((*lead, starts[0]), (starts[1],), lead, (), cut=True, marks=True)
        if other_lead and not lead and not in_one(other_lead) and not _is_led(one, other_lead):
            yield Change(
                (starts[0],), (*other_lead, starts[1]), (), other_lead, cut=True, marks=True
            )


def _lead(sentence: Sentence, word: Word) -> tuple[Word, ...]:
    """What is told, set off by a comma, right before a quotation as a part of it.

    As in `said that, because of the ruling, “couples will be treated equally”`.
    """
    n = sentence.words.index(word)
    first = n
    while first > max(0, n - _BEGINNING) and sentence.words[first - 1].quotation < 0:
        if sentence.words[first - 1].fold == "that":
            lead = sentence.words[first:n]
            set_off = "," in sentence.text[sentence.words[n - 1].span.end : word.span.start]
            telling = any(not w.common for w in lead)
            return tuple(lead) if set_off and telling else ()
        first -= 1
    return ()


def _is_led(sentence: Sentence, lead: Sequence[Word]) -> bool:
    """Return True if a sentence that does not quote it begins a clause with the word of a lead."""
    said = {word.fold for word in sentence.words if word.quotation < 0}
    return lead[0].fold in said or _is_said(lead, sentence)


def _led_by(quoted: Sequence[Word], before: Sequence[Word]) -> Iterator[Change]:
    """First words of a quotation for which the other tells others, but for the last of them."""
    shared = 0
    while shared < min(len(quoted), len(before)) and (
        quoted[-1 - shared].fold == before[-1 - shared].fold
    ):
        shared += 1
    if shared < _SWAPPED or all(w.common for w in quoted[-shared:]):
        return
    ours = tuple(quoted[:-shared])
    theirs: tuple[Word, ...] = ()
    for word in reversed(before[:-shared]):
        if word.fold in SPEECH or word.fold == "that" or len(theirs) == _SWAPPED:
            break
        theirs = (word, *theirs)
    if ours and theirs and len(ours) <= _BEGINNING:
        here, there = (*ours, *quoted[-shared:]), (*theirs, *before[-shared:])
        yield Change(here, there, ours, theirs, marks=True)


def _turned(some: Iterable[Change]) -> Iterator[Change]:
    """The changes as seen from the other sentence."""
    for c in some:
        yield Change(c.there, c.here, c.changed_there, c.changed_here, cut=c.cut, marks=c.marks)


def endings(
    first: Sentence,
    second: Sentence,
    runs: Sequence[Run],
    in_one: SaidElsewhere,
    in_other: SaidElsewhere,
) -> Iterator[Change]:
    """Yield the places where one quotation ends differently, or earlier than the other one.

    Words that are near by in the document of the shorter one are passed over.
    """
    here, there = first.quoted, second.quoted
    last = runs[-1]
    end, other_end = last.here + last.length - 1, last.there + last.length - 1
    ours, theirs = rest_of_quotation(here, end, 1), rest_of_quotation(there, other_end, 1)
    if ours and theirs:  # dots may mark an omission, after which the quotation goes on
        if _is_left_out(first, here[end], ours[0]):
            ours = ()
        elif _is_left_out(second, there[other_end], theirs[0]):
            theirs = ()
    swapped = runs[0][:2] == (0, 0) and len(ours) == len(theirs) <= _SWAPPED
    if not _is_worth_reporting(here, runs, () if ours and theirs else ours or theirs) and not (
        swapped and count_shared(here, runs)[0] >= _KEPT
    ):
        return
    if ours and theirs:
        ours, theirs = _clause(first, ours), _clause(second, theirs)
        same = spelt_out([w.fold for w in ours]) == spelt_out([w.fold for w in theirs])
        if max(len(ours), len(theirs)) <= _ENDING and not same:
            yield Change(ours, theirs, ours, theirs)
    elif ours or theirs:
        cut = ours or theirs
        near = cut[:_NEAR] if len(cut) >= _NEAR else (here[end], *cut)
        said = in_other(near) if ours else in_one(near)
        if not said and not _is_said(cut, second if ours else first):
            yield Change((here[end], *ours), (there[other_end], *theirs), ours, theirs, cut=True)


def unmarked_beginnings(
    quoted: Sequence[Word], words: Sequence[Word], runs: Sequence[Run]
) -> Iterator[Change]:
    """Yield the first words that a quotation lacks and an unmarked sentence with all of it has."""
    first = runs[0]
    if max(run.length for run in runs) < _WHOLE or rest_of_quotation(quoted, first.here, -1):
        return
    lead = tuple(words[: first.there])
    if lead and len(lead) <= _LEAD and not any(w.fold in SPEECH or w.fold == "that" for w in lead):
        yield Change(
            (quoted[first.here],), (*lead, words[first.there]), (), lead, cut=True, marks=True
        )


def _clause(sentence: Sentence, words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the first of `words`, up to a comma or a stronger separator."""
    for n in range(1, len(words)):
        between = sentence.text[words[n - 1].span.end : words[n].span.start]
        if between != "." and set(between) & set(",.;:!?—–"):  # no bound in "U.S."
            return words[:n]
    return words


def _is_said(cut: Sequence[Word], sentence: Sentence) -> bool:
    """Return True if most content words of a supposed cut stand elsewhere in the sentence."""
    telling = [word.stem for word in cut if not word.common]
    return len(telling) > 1 and sum(t in sentence.content for t in telling) >= _MOST * len(telling)


def _is_left_out(sentence: Sentence, word: Word, following: Word) -> bool:
    """Return True if dots between two words mark an omission."""
    between = sentence.text[word.span.end : following.span.start]
    return "…" in between or re.search(r"\.\s?\.", between) is not None


def _is_worth_reporting(here: Sequence[Word], runs: Sequence[Run], cut: Sequence[Word]) -> bool:
    """Return True if enough is shared for a cut, not merely for a longer quotation."""
    return count_shared(here, runs)[0] >= _TRIMMED and len(cut) <= _LONGEST


def _before_first(ours: Sequence[Word], theirs: Sequence[Word]) -> Change | None:
    """Return the difference of two beginnings between words that are equal in both."""
    for length in range(2, 2 * _SWAPPED + 1):
        for n in range(max(1, length - _SWAPPED), min(_SWAPPED, length - 1) + 1):
            m = length - n
            if (
                len(ours) > n
                and len(theirs) > m
                and _are_alike(ours[-n - 1].fold, theirs[-m - 1].fold)
            ):
                here, there = tuple(ours[-n:]), tuple(theirs[-m:])
                telling = any(not word.common for word in (*here, *there))
                same = spelt_out([w.fold for w in here]) == spelt_out([w.fold for w in there])
                return Change(here, there, here, there) if telling and not same else None
    return None


def _are_alike(first: str, second: str) -> bool:
    """Return True if two words are the same, or forms of one auxiliary verb: `will`, `would`."""
    return first == second or any(first in forms and second in forms for forms in _AUXILIARIES)


def _first_words(
    sentences: tuple[Sentence, Sentence],
    leads: tuple[tuple[Word, ...], tuple[Word, ...]],
    starts: tuple[Word, Word],
) -> Iterator[Change]:
    """Yield the first word or two of one quotation in whose place an earlier beginning has more."""
    which = 0 if len(leads[0]) <= len(leads[1]) else 1
    short, long = leads[which], leads[1 - which]
    if spelt_out([w.fold for w in short]) == spelt_out([w.fold for w in long]):
        return
    if len(long) <= _BEGINNING:
        yield Change((*leads[0], starts[0]), (*leads[1], starts[1]), *leads)
        return
    if len(short) > _FEW:
        return
    alike = [w for w in long if w.stem[:_ALIKE] == short[0].stem[:_ALIKE] and not w.common]
    if alike:
        at = long.index(alike[-1])
        piece = long[max(0, at - 1) : at + len(short)]
    elif len(long) <= _LONGEST and long[0].fold == short[0].fold:
        piece = long
    elif len(short) == 1 and (
        not short[0].common or _ends(sentences[1 - which], long[-1], starts[1 - which])
    ):
        piece = ()
    else:
        return
    pair = (short, piece) if which == 0 else (piece, short)
    yield Change((*pair[0], starts[0]), (*pair[1], starts[1]), pair[0], pair[1])


def _ends(sentence: Sentence, word: Word, following: Word) -> bool:
    """Return True if a sentence ends between two words."""
    return bool(set(sentence.text[word.span.end : following.span.start]) & set(".!?"))


def _before(sentence: Sentence, word: Word) -> tuple[Word, ...]:
    """Return the words before a quotation, back to the one before it; `word` is its first."""
    n = sentence.words.index(word)
    found: list[Word] = []
    while n > 0 and sentence.words[n - 1].quotation < 0 and len(found) < _LONGEST:
        n -= 1
        found.append(sentence.words[n])
    return tuple(found[::-1])


def _introduced_before(ours: Sequence[Word], theirs: Sequence[Word]) -> Iterator[Change]:
    """Yield words that one account quotes and the other gives in its own words before it quotes."""
    runs = shared_runs(ours, theirs)
    shared, telling = count_shared(ours, runs) if runs else (0, 0)
    if shared < _INTRODUCTION or not telling:
        return
    last = runs[-1]
    end = Gap((last.here + last.length, len(ours)), (last.there + last.length, len(theirs)))
    for gap in (*gaps(runs), end):
        here, there = tuple(ours[slice(*gap.here)]), tuple(theirs[slice(*gap.there)])
        if here and there and max(len(here), len(there)) <= _BEGINNING:
            yield Change(here, there, here, there, marks=True)
