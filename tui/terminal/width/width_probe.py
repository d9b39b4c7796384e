"""Queries for the widths of letters with marks and of pictures that are not known yet.

It only keeps a record: it gives samples to be measured, takes their cells, and derives rules.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from rich.cells import cell_len

from tui.terminal.width.cell_width import (
    CONFIRMED,
    REGIONAL,
    RICH,
    TONES,
    WIDENER,
    ZERO_WIDTH_JOINER,
    Rules,
    is_letter,
    is_mark,
    is_spacing,
)

_BEHIND: Final = "x"
"""Letter after each sample. If a terminal drops it after an unknown mark, the text after such a
mark must be sent separately, and so the mark is never confirmed."""
_MOST_CELLS: Final = 40
_MOST_KEYS: Final = 256
"""Largest number of samples: a text with all existing marks is not worth more."""
_MOST_TRIES: Final = 3
_MOST_ERRATIC: Final = 3
_WIDEST: Final = 2
_JOINED_SIGNS: Final = "joined signs"
_JOINED_LETTERS: Final = "joined letters"
_TONE: Final = "tone"
_FLAG: Final = "flag"


class Sample(NamedTuple):
    """A text whose width decides one rule."""

    key: str
    """A mark, or the name of another rule."""
    text: str


class WidthQuestions:
    """Samples that were seen and asked, and the known rules."""

    def __init__(self, *, compounds: bool = True) -> None:
        """Start with Rich's rules.

        Args:
            compounds: True to ask about pictures of several characters, such as a figure with a
                skin tone. A multiplexer that draws the parts side by side may be inside a terminal
                that does not; that would move the rest of the line over other text.
        """
        self._passed_over = frozenset() if compounds else frozenset({_TONE, _JOINED_SIGNS})
        self.rules = RICH
        """Rules of the terminal, measured or assumed."""
        self._seen: set[str] = set()
        self._keys: set[str] = set()
        self._new: list[Sample] = []
        self._groups: deque[tuple[Sample, ...]] = deque()
        self._asked: tuple[Sample, ...] = ()
        self._expected = 0
        self._tries = 0
        self._erratic = 0
        self._is_silent = False

    @property
    def pending(self) -> bool:
        """True if there is a sample to ask, and no query is unanswered."""
        return bool(self._new or self._groups) and not self._asked and not self._is_silent

    def note(self, cluster: str) -> None:
        """Record a grapheme that is to be drawn."""
        if cluster in self._seen or len(cluster) == 1:
            return
        if len(self._seen) > _MOST_KEYS * 16:
            self._seen.clear()
        self._seen.add(cluster)
        for sample in _samples(cluster):
            if sample.key in self._passed_over:
                continue
            if sample.key not in self._keys and len(self._keys) < _MOST_KEYS:
                self._keys.add(sample.key)
                self._new.append(sample)

    def next_text(self, width: int) -> tuple[str, int]:
        """Return the text to write before the next query, and the cells to leave for it.

        There are at most `width` cells, which is enough for any sample.
        """
        if self._new:
            self._groups += _groups(self._new, min(width // 2, _MOST_CELLS))
            self._new = []
        self._asked = self._groups.popleft()
        text = _text_of(self._asked)
        self._expected = cell_len(text)
        return text, min(width, self._expected + _WIDEST * len(self._asked))

    def answer(self, cells: int | None) -> bool:
        """Record the measured cells, None if impossible; return True if the rules changed."""
        group, self._asked = self._asked, ()
        if not group:
            return False
        if cells is None:
            self._tries += 1
            if self._tries >= _MOST_TRIES:
                return self._give_up()
            self._groups.appendleft(group)
            return False
        self._tries = 0
        if cells == self._expected:
            for sample in group:
                _confirm(sample)
            return False
        if len(group) > 1:
            self._groups.extendleft([group[1:], group[:1]])
            return False
        return self._learn(group[0], cells - self._expected)

    def no_answer(self) -> bool:
        """Record that the terminal did not answer a query; return True if the rules changed."""
        if not self._asked:
            return False
        self._asked = ()
        return self._give_up()

    def forget(self) -> None:
        """Ask everything again: the terminal may be another one now."""
        CONFIRMED.discard_all()
        for collection in (self._seen, self._keys, self._new, self._groups):
            collection.clear()
        self._asked = ()
        self._tries = self._erratic = 0
        self._is_silent = False

    def _give_up(self) -> bool:
        """Ask no more, and use the rules for terminals that can't be asked."""
        self._is_silent = True
        previous_rules, self.rules = self.rules, RICH
        return previous_rules != RICH

    def _learn(self, sample: Sample, extra_cells: int) -> bool:
        """Record that a sample took `extra_cells` more than assumed; fewer if that is negative."""
        new_rules = _rules_for(self.rules, sample, extra_cells)
        if new_rules is not None:
            _confirm(sample)
        elif extra_cells == -len(_BEHIND):
            new_rules = self.rules
        else:
            new_rules = _rules_for(self.rules, sample, extra_cells + len(_BEHIND))
        if new_rules is None:
            self._erratic += 1
            if self._erratic >= _MOST_ERRATIC:
                return self._give_up()
            new_rules = self.rules
        previous_rules, self.rules = self.rules, new_rules
        return previous_rules != new_rules


def _samples(cluster: str) -> Iterator[Sample]:
    """Yield the samples for the characters of a grapheme after its first one."""
    base = cluster[0]
    for previous, char in pairwise(cluster):
        if char == ZERO_WIDTH_JOINER:
            continue
        if previous == ZERO_WIDTH_JOINER:
            if is_letter(char):
                marks = "".join([mark for mark in cluster[1:3] if is_mark(mark)][:1])
                yield Sample(_JOINED_LETTERS, f"{base}{marks}{ZERO_WIDTH_JOINER}{char}")
            else:
                yield Sample(_JOINED_SIGNS, f"{base}{ZERO_WIDTH_JOINER}{char}")
        elif char == WIDENER:
            if not is_letter(previous):
                yield Sample(WIDENER, previous + char)
        elif char in TONES:
            yield Sample(_TONE, previous + char)
        elif char in REGIONAL:
            yield Sample(_FLAG, base + char)
        elif not cell_len(char) or is_mark(char):
            yield Sample(char, base + char)


def _groups(samples: Iterable[Sample], cells: int) -> list[tuple[Sample, ...]]:
    """Return the samples in groups that fit into `cells`; spacing marks come first."""
    groups: list[tuple[Sample, ...]] = []
    group: tuple[Sample, ...] = ()
    for sample in sorted(samples, key=lambda sample: -cell_len(sample.text)):
        if group and cell_len(_text_of([*group, sample])) > cells:
            groups.append(group)
            group = ()
        group = (*group, sample)
    return [*groups, group]


def _text_of(group: Iterable[Sample]) -> str:
    return "".join([sample.text + _BEHIND for sample in group])


def _rules_for(rules: Rules, sample: Sample, extra_cells: int) -> Rules | None:
    """Return the rules by which a sample takes `extra_cells` cells; None if there are none."""
    key, last_width = sample.key, cell_len(sample.text[-1])
    if len(key) == 1 and key != WIDENER:
        return (
            _with_mark(rules, key, last_width + extra_cells)
            if 0 <= last_width + extra_cells <= _WIDEST
            else None
        )
    rules_by_change = {
        (_JOINED_SIGNS, last_width): replace(rules, joins_signs=False),
        (_JOINED_LETTERS, last_width): replace(rules, joins_letters=False),
        (_TONE, _WIDEST - last_width): replace(rules, tone=_WIDEST),
        (_FLAG, _WIDEST): replace(rules, regional=_WIDEST),
        (WIDENER, -1): replace(rules, widens=False),
    }
    return rules_by_change.get((key, extra_cells))


def _with_mark(rules: Rules, mark: str, cells: int) -> Rules:
    marks = {**rules.marks, mark: cells}
    if not is_spacing(mark) or cells == _WIDEST:
        return replace(rules, marks=marks)
    # Most terminals have one rule: marks that were not asked yet are treated like this one.
    confirmed_marks = dict.fromkeys(filter(is_spacing, CONFIRMED.marks), rules.spacing_mark)
    return replace(rules, spacing_mark=cells, marks={**confirmed_marks, **marks})


def _confirm(sample: Sample) -> None:
    if len(sample.key) == 1 and sample.key != WIDENER:
        CONFIRMED.add(sample.key)
