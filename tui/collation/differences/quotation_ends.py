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
    first: Sentence,
    second: Sentence,
    runs: Sequence[Run],
    in_first: SaidElsewhere,
    in_second: SaidElsewhere,
) -> Iterator[Change]:
    """Yield the places where one quotation begins differently, or later than the other one.

    Words that are near by in the document of the shorter one are passed over.
    """
    here, there = first.quoted, second.quoted
    first_run = runs[0]
    rest_here, rest_there = (
        rest_of_quotation(here, first_run.here, -1),
        rest_of_quotation(there, first_run.there, -1),
    )
    starts = here[first_run.here], there[first_run.there]
    if rest_here and rest_there and (close := _before_first(rest_here, rest_there)):
        yield close
    elif rest_here and rest_there:
        yield from _first_words((first, second), (rest_here, rest_there), starts)
    elif rest_here or rest_there:
        before = _before(second, starts[1]) if rest_here else _before(first, starts[0])
        changes = list(
            _find_introductions(rest_here, before)
            if rest_here
            else _find_introductions(before, rest_there)
        )
        yield from changes
        if not changes:
            changes = list(
                _find_other_beginnings(rest_here, before)
                if rest_here
                else _swap_sides(_find_other_beginnings(rest_there, before))
            )
            yield from changes
        omission = rest_here or rest_there
        context = omission[-_NEAR:] if len(omission) >= _NEAR else (*omission, starts[0])
        is_said = in_second(context) if rest_here else in_first(context)
        is_said = is_said or _is_said(omission, second if rest_here else first)
        if not changes and not is_said and _is_worth_reporting(here, runs, omission):
            yield Change(
                (*rest_here, starts[0]), (*rest_there, starts[1]), rest_here, rest_there, cut=True
            )
    else:
        lead, other_lead = _lead(first, starts[0]), _lead(second, starts[1])
        if lead and not other_lead and not in_second(lead) and not _is_led(second, lead):
            yield Change((*lead, starts[0]), (starts[1],), lead, (), cut=True, marks=True)
        if other_lead and not lead and not in_first(other_lead) and not _is_led(first, other_lead):
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
    folds = {word.fold for word in sentence.words if word.quotation < 0}
    return lead[0].fold in folds or _is_said(lead, sentence)


def _find_other_beginnings(quoted: Sequence[Word], before: Sequence[Word]) -> Iterator[Change]:
    """First words of a quotation for which the other tells others, but for the last of them."""
    shared = 0
    while shared < min(len(quoted), len(before)) and (
        quoted[-1 - shared].fold == before[-1 - shared].fold
    ):
        shared += 1
    if shared < _SWAPPED or all(w.common for w in quoted[-shared:]):
        return
    words_here = tuple(quoted[:-shared])
    words_there: tuple[Word, ...] = ()
    for word in reversed(before[:-shared]):
        if word.fold in SPEECH or word.fold == "that" or len(words_there) == _SWAPPED:
            break
        words_there = (word, *words_there)
    if words_here and words_there and len(words_here) <= _BEGINNING:
        here, there = (*words_here, *quoted[-shared:]), (*words_there, *before[-shared:])
        yield Change(here, there, words_here, words_there, marks=True)


def _swap_sides(changes: Iterable[Change]) -> Iterator[Change]:
    """Yield the changes with their two sides exchanged."""
    for c in changes:
        yield Change(c.there, c.here, c.changed_there, c.changed_here, cut=c.cut, marks=c.marks)


def endings(
    first: Sentence,
    second: Sentence,
    runs: Sequence[Run],
    in_first: SaidElsewhere,
    in_second: SaidElsewhere,
) -> Iterator[Change]:
    """Yield the places where one quotation ends differently, or earlier than the other one.

    Words that are near by in the document of the shorter one are passed over.
    """
    here, there = first.quoted, second.quoted
    last = runs[-1]
    end, other_end = last.here + last.length - 1, last.there + last.length - 1
    rest_here, rest_there = rest_of_quotation(here, end, 1), rest_of_quotation(there, other_end, 1)
    if rest_here and rest_there:  # dots may mark an omission, after which the quotation goes on
        if _is_left_out(first, here[end], rest_here[0]):
            rest_here = ()
        elif _is_left_out(second, there[other_end], rest_there[0]):
            rest_there = ()
    swapped = runs[0][:2] == (0, 0) and len(rest_here) == len(rest_there) <= _SWAPPED
    if not _is_worth_reporting(
        here, runs, () if rest_here and rest_there else rest_here or rest_there
    ) and not (swapped and count_shared(here, runs)[0] >= _KEPT):
        return
    if rest_here and rest_there:
        rest_here, rest_there = _clause(first, rest_here), _clause(second, rest_there)
        same = spelt_out([w.fold for w in rest_here]) == spelt_out([w.fold for w in rest_there])
        if max(len(rest_here), len(rest_there)) <= _ENDING and not same:
            yield Change(rest_here, rest_there, rest_here, rest_there)
    elif rest_here or rest_there:
        omission = rest_here or rest_there
        context = omission[:_NEAR] if len(omission) >= _NEAR else (here[end], *omission)
        is_said = in_second(context) if rest_here else in_first(context)
        if not is_said and not _is_said(omission, second if rest_here else first):
            yield Change(
                (here[end], *rest_here),
                (there[other_end], *rest_there),
                rest_here,
                rest_there,
                cut=True,
            )


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


def _is_said(omission: Sequence[Word], sentence: Sentence) -> bool:
    """Return True if most content words of a supposed cut stand elsewhere in the sentence."""
    telling = [word.stem for word in omission if not word.common]
    return len(telling) > 1 and sum(t in sentence.content for t in telling) >= _MOST * len(telling)


def _is_left_out(sentence: Sentence, word: Word, following: Word) -> bool:
    """Return True if dots between two words mark an omission."""
    between = sentence.text[word.span.end : following.span.start]
    return "…" in between or re.search(r"\.\s?\.", between) is not None


def _is_worth_reporting(
    here: Sequence[Word], runs: Sequence[Run], omission: Sequence[Word]
) -> bool:
    """Return True if enough is shared for a cut, not merely for a longer quotation."""
    return count_shared(here, runs)[0] >= _TRIMMED and len(omission) <= _LONGEST


def _before_first(rest_here: Sequence[Word], rest_there: Sequence[Word]) -> Change | None:
    """Return the difference of two beginnings between words that are equal in both."""
    for length in range(2, 2 * _SWAPPED + 1):
        for n in range(max(1, length - _SWAPPED), min(_SWAPPED, length - 1) + 1):
            m = length - n
            if (
                len(rest_here) > n
                and len(rest_there) > m
                and _are_alike(rest_here[-n - 1].fold, rest_there[-m - 1].fold)
            ):
                here, there = tuple(rest_here[-n:]), tuple(rest_there[-m:])
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
        index = long.index(alike[-1])
        replacement = long[max(0, index - 1) : index + len(short)]
    elif len(long) <= _LONGEST and long[0].fold == short[0].fold:
        replacement = long
    elif len(short) == 1 and (
        not short[0].common or _ends(sentences[1 - which], long[-1], starts[1 - which])
    ):
        replacement = ()
    else:
        return
    pair = (short, replacement) if which == 0 else (replacement, short)
    yield Change((*pair[0], starts[0]), (*pair[1], starts[1]), pair[0], pair[1])


def _ends(sentence: Sentence, word: Word, following: Word) -> bool:
    """Return True if a sentence ends between two words."""
    return bool(set(sentence.text[word.span.end : following.span.start]) & set(".!?"))


def _before(sentence: Sentence, word: Word) -> tuple[Word, ...]:
    """Return the words before a quotation, back to the one before it; `word` is its first."""
    n = sentence.words.index(word)
    words: list[Word] = []
    while n > 0 and sentence.words[n - 1].quotation < 0 and len(words) < _LONGEST:
        n -= 1
        words.append(sentence.words[n])
    return tuple(words[::-1])


def _find_introductions(
    words_here: Sequence[Word], words_there: Sequence[Word]
) -> Iterator[Change]:
    """Yield words that one account quotes and the other gives in its own words before it quotes."""
    runs = shared_runs(words_here, words_there)
    shared, telling = count_shared(words_here, runs) if runs else (0, 0)
    if shared < _INTRODUCTION or not telling:
        return
    last = runs[-1]
    end = Gap(
        (last.here + last.length, len(words_here)), (last.there + last.length, len(words_there))
    )
    for gap in (*gaps(runs), end):
        here, there = tuple(words_here[slice(*gap.here)]), tuple(words_there[slice(*gap.there)])
        if here and there and max(len(here), len(there)) <= _BEGINNING:
            yield Change(here, there, here, there, marks=True)
