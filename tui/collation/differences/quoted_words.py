"""Quoted words: the differences where two sentences quote the same words of somebody.

If both have quotation marks, the quotations are compared. If only one has, the words of the other
sentence must come close to the quotation.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from tui.collation.differences.alignment import Gap, Run, gaps, shared_runs
from tui.collation.differences.quotation_change import Change, SaidElsewhere, count_shared
from tui.collation.differences.quotation_ends import beginnings, endings, unmarked_beginnings
from tui.collation.values.names import Name, is_same
from tui.collation.values.sentence_values import Sentence, Word, spelt_out

_FEWEST, _CONTENT_WORDS = 3, 2
"""Least number of words, and of content words, that two quotations of the same words share."""
_SHARE = 0.6
"""Least share of the shorter text that both have."""
_CLOSE, _LOOSE, _CLOSE_CONTENT_WORDS = 0.5, 0.33, 3
"""The same where only one is quoted: share of the shorter and of the longer text, content words."""
_WHOLE = 0.7
"""Share of a quotation from which a sentence gives it nearly in full."""
_COVERED = 0.35
"""Least share of the shorter quotation within the shared words."""
_STRETCHED = 0.3
"""The cost of a word between two runs where only one text is quoted."""
_SURE = 0.8
"""Least share from which the words may be of two speakers."""
_SAID_BY = 5
"""Words that only one person can have said first."""
_VERBATIM = 5
"""Number of words in a row from which the speaker does not matter."""
_NESTED = 4
"""Largest number of words of a quotation within the quotation."""
_IDIOM = 4
"""Number of words in a row that count without any content word."""
_BRIDGE = 2
"""Largest number of common words between two changes that are shown as one."""
_LONGEST_UNMARKED = 4
"""Largest number of words of a change where only one text is quoted; more is a paraphrase."""
_MOVED = 3
"""The same for any words, where a word was moved from one change to the other."""


def changes(
    first: Sentence,
    second: Sentence,
    in_first: SaidElsewhere = lambda _: False,
    in_second: SaidElsewhere = lambda _: False,
) -> Iterator[Change]:
    """Yield the changes between the quoted words of two sentences, in order.

    Args:
        first: The first sentence.
        second: The second sentence.
        in_first: A function that is True for words near by in the document of `first`.
        in_second: The same for the document of `second`.
    """
    if first.quoted and second.quoted:
        runs = shared_runs(first.quoted, second.quoted)
        if not _is_alike(first.quoted, second.quoted, runs) and are_of_two(first, second):
            return
        nested = min(len(first.quoted), len(second.quoted)) <= _NESTED
        if _is_swap(first, second, runs) or (
            _is_one_quotation(first.quoted, second.quoted, runs)
            and not (nested and _say_more(first, second, runs))
        ):
            yield from _without_moves(
                [
                    *_changes(first.quoted, second.quoted, runs, marks=False),
                    *beginnings(first, second, runs, in_first, in_second),
                    *endings(first, second, runs, in_first, in_second),
                ]
            )
            return
    if first.in_title_case or second.in_title_case:
        return
    if first.quoted:
        runs = shared_runs(first.quoted, second.words, _STRETCHED)
        if _is_close(first.quoted, second.words, runs):
            yield from _changes(first.quoted, second.words, runs, marks=True)
            yield from unmarked_beginnings(first.quoted, second.words, runs)
            return
    if second.quoted:
        runs = shared_runs(first.words, second.quoted, _STRETCHED)
        turned = [Run(run.there, run.here, run.length) for run in runs]
        if _is_close(second.quoted, first.words, turned):
            yield from _changes(first.words, second.quoted, runs, marks=True)
            for change in unmarked_beginnings(second.quoted, first.words, turned):
                yield Change(
                    change.there,
                    change.here,
                    change.changed_there,
                    change.changed_here,
                    cut=True,
                    marks=True,
                )


def _is_swap(first: Sentence, second: Sentence, runs: Sequence[Run]) -> bool:
    """Return True if two quotations differ in one word, and the sentences around them are alike.

    Then the words that both quote need not be telling: `We have tried everything`.
    """
    length = len(first.quoted)
    if length != len(second.quoted) or length <= _FEWEST:
        return False
    if count_shared(first.quoted, runs)[0] != length - 1:
        return False
    first_stems, second_stems = (s.content - s.quoted_content for s in (first, second))
    return 2 * len(first_stems & second_stems) >= len(first_stems | second_stems) > 0


def _say_more(first: Sentence, second: Sentence, runs: Sequence[Run]) -> bool:
    """Return True if two sentences share much more than the words that both have between marks.

    Then the marks of one sentence are only those of a quotation within the quotation.
    """
    quoted, message = (first, second) if len(first.quoted) > len(second.quoted) else (second, first)
    shared = count_shared(first.quoted, runs)[0]
    more = shared_runs(quoted.quoted, message.words)
    return count_shared(quoted.quoted, more)[0] >= max(_VERBATIM, 2 * shared)


def _is_one_quotation(here: Sequence[Word], there: Sequence[Word], runs: Sequence[Run]) -> bool:
    if not runs:
        return False
    shared, telling = count_shared(here, runs)
    first, last = runs[0], runs[-1]
    stretch = min(last.here + last.length - first.here, last.there + last.length - first.there)
    shortest = min(len(here), len(there))
    if shortest <= _FEWEST:
        return telling >= min(_CONTENT_WORDS, shortest) and shared >= shortest - 1 and shared > 1
    long = max(run.length for run in runs)
    covered = shared >= _COVERED * shortest or long >= _VERBATIM
    enough = (shared >= _FEWEST and telling >= _CONTENT_WORDS) or long >= _IDIOM
    return enough and covered and shared >= _SHARE * stretch


def speakers_of_one(first: Sentence, second: Sentence) -> tuple[Name, Name] | None:
    """Return the different speakers to whom two sentences give the very same words."""
    if not _name_two(first, second):
        return None
    runs = shared_runs(first.quoted, second.quoted)
    if not _is_one_quotation(first.quoted, second.quoted, runs) or not _is_alike(
        first.quoted, second.quoted, runs
    ):
        return None
    if count_shared(first.quoted, runs)[0] < _SAID_BY:
        return None
    return first.speakers[0], second.speakers[0]


def _is_alike(here: Sequence[Word], there: Sequence[Word], runs: Sequence[Run]) -> bool:
    """Return True if enough is shared for one quotation, whoever the named speakers are."""
    if not runs:
        return False
    first, last = runs[0], runs[-1]
    length_here = last.here + last.length - first.here
    length_there = last.there + last.length - first.there
    shortest = min(len(here), len(there))
    return count_shared(here, runs)[0] >= _SURE * max(length_here, length_there, shortest)


def are_of_two(first: Sentence, second: Sentence) -> bool:
    """Return True if two sentences name different speakers, or quote different known ones."""
    if first.voices and second.voices and first.voices.isdisjoint(second.voices):
        return True
    return _name_two(first, second)


def _name_two(first: Sentence, second: Sentence) -> bool:
    """Return True if the two sentences name different speakers."""
    return bool(first.speakers and second.speakers) and not any(
        is_same(a, b) for a in first.speakers for b in (*second.speakers, *second.names)
    )


def _is_close(quoted: Sequence[Word], words: Sequence[Word], runs: Sequence[Run]) -> bool:
    """Return True if `words`, which have no quotation marks, come close to the `quoted` ones."""
    if not runs:
        return False
    shared, telling = count_shared(quoted, runs)
    first, last = runs[0], runs[-1]
    length_here = last.here + last.length - first.here
    length_there = last.there + last.length - first.there
    dense = shared >= _CLOSE * min(length_here, length_there) and shared >= _LOOSE * max(
        length_here, length_there
    )
    if telling < _CONTENT_WORDS or not dense:
        return False
    longest = max(Counter(word.quotation for word in quoted).values())
    if shared >= _WHOLE * longest:
        return True
    long = max(run.length for run in runs)
    covered = shared >= _COVERED * min(longest, len(words))
    return telling >= _CLOSE_CONTENT_WORDS and covered and long >= _IDIOM


def _changes(
    here: Sequence[Word], there: Sequence[Word], runs: Sequence[Run], *, marks: bool
) -> Iterator[Change]:
    for group in _join_gaps(here, there, runs):
        change = _change(here, there, group, marks=marks)
        if change and not (marks and _is_trivial(change, here, there)):
            yield change


def _is_trivial(change: Change, first: Sequence[Word], second: Sequence[Word]) -> bool:
    """Return True if a change is one that any account makes that does not quote."""
    here, there = change.changed_here, change.changed_there
    if max(len(here), len(there)) > _LONGEST_UNMARKED:
        return True
    first_folds, second_folds = {word.fold for word in first}, {word.fold for word in second}
    new = [w for w in here if w.fold not in second_folds] + [
        w for w in there if w.fold not in first_folds
    ]
    return all(word.common for word in new)


def _without_moves(group: Sequence[Change]) -> Iterator[Change]:
    """Yield the changes, except of words that only stand elsewhere in the other quotation."""
    for change in group:
        others = [other for other in group if other is not change]
        here = [w.fold for other in others for w in other.changed_here]
        there = [w.fold for other in others for w in other.changed_there]
        moved = [w for w in change.changed_here if w.fold in there]
        moved += [w for w in change.changed_there if w.fold in here]
        count = len(change.changed_here) + len(change.changed_there) - len(moved)
        if count > 1 or not any(not word.common for word in moved):
            yield change


def _join_gaps(here: Sequence[Word], there: Sequence[Word], runs: Sequence[Run]) -> list[list[Gap]]:
    """Return the gaps between the runs, grouped where only a word or two separate them."""
    groups: list[list[Gap]] = []
    for gap in gaps(runs):
        if groups:
            last = groups[-1][-1]
            between = here[last.here[1] : gap.here[0]]
            few = len(between) <= _BRIDGE and all(word.common for word in between)
            moved = len(between) <= _MOVED and (
                _folds(here, last.here) & _folds(there, gap.there)
                or _folds(there, last.there) & _folds(here, gap.here)
            )
            if len(between) == 1 or few or moved:
                groups[-1].append(gap)
                continue
        groups.append([gap])
    return groups


def _folds(words: Sequence[Word], word_range: tuple[int, int]) -> set[str]:
    return {word.fold for word in words[word_range[0] : word_range[1]]}


def _change(
    here: Sequence[Word],
    there: Sequence[Word],
    group: Sequence[Gap],
    *,
    marks: bool,
) -> Change | None:
    start, end = group[0].here[0], group[-1].here[1]
    if not marks and (
        here[start - 1].quotation != here[end].quotation
        or there[group[0].there[0] - 1].quotation != there[group[-1].there[1]].quotation
    ):
        return None  # the words of the reporter in between are no part of the quotation
    other_start, other_end = group[0].there[0], group[-1].there[1]
    words_here, words_there = here[start:end], there[other_start:other_end]
    if spelt_out([w.fold for w in words_here]) == spelt_out([w.fold for w in words_there]):
        return None
    changed = tuple(w for gap in group for w in here[gap.here[0] : gap.here[1]])
    other_changed = tuple(w for gap in group for w in there[gap.there[0] : gap.there[1]])
    first, last = group[0], group[-1]
    if _is_open(first) or _is_open(last):
        if _is_open(first) and len(group) > 1:
            start, other_start = start - 1, other_start - 1
        if _is_open(last):
            end, other_end = end + 1, other_end + 1
    elif all(word.common for word in (*words_here, *words_there)):
        end, other_end = end + 1, other_end + 1
    elif words_here[0].stem == words_there[0].stem:
        start, other_start = start - 1, other_start - 1
    return Change(
        tuple(here[start:end]),
        tuple(there[other_start:other_end]),
        changed,
        other_changed,
        marks=marks,
    )


def _is_open(gap: Gap) -> bool:
    """Return True if one side of a gap is empty, so that the words beside it are shown."""
    return gap.here[0] == gap.here[1] or gap.there[0] == gap.there[1]
