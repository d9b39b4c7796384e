"""Questions on a guess, asked one after the other on the terminal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from tui.corpus.configuration.config_file import LONGEST_NAME, LONGEST_TITLE, LONGEST_VALUE
from tui.corpus.configuration.corpus_config import CorpusConfig
from tui.text.sanitization import clean_line

_SHOWN = 12
"""Rows of a guess that are shown."""
_NONE = "-"
"""The answer that leaves a value out."""


class Questions:
    """The questions; a value is kept by an empty answer."""

    def __init__(self, ask: Callable[[str], str], say: Callable[[str], None]) -> None:
        """`ask` prints a prompt and returns the answer; `say` prints a line."""
        self._ask = ask
        self._say = say

    def config(self, guess: CorpusConfig) -> CorpusConfig:
        """Return what the answers leave of a guess, or make of it."""
        self._say("Enter keeps a value; n leaves out; c changes one by one (- leaves one out).")
        title = self._line("Title", guess.title, LONGEST_TITLE)
        order = self._ask_whole("Order of the list", guess.order)
        letters = self._table("Letters", guess.letters)
        outlets = self._table("Outlets", guess.outlets)
        groups = self._table("Groups", guess.groups)
        encodings = self._table("Encodings", guess.encodings)
        lines = self._table(
            "Boilerplate (* stands for any words)", {line: line for line in guess.rules.boilerplate}
        )
        columns = self._table("Columns of tables", dict(guess.rules.columns))
        return replace(
            guess,
            title=title,
            order=order,
            letters=letters,
            outlets=outlets,
            groups=groups,
            encodings=encodings,
            rules=guess.rules._replace(
                boilerplate=tuple(dict.fromkeys(lines.values())),
                columns=tuple(sorted(columns.items())),
            ),
        )

    def is_wanted(self, question: str) -> bool:
        """Return True unless the answer is no."""
        return not self._ask(f"{question} [Y/n] ").strip().lower().startswith("n")

    def _line(self, name: str, value: str, longest: int) -> str:
        answer = clean_line(self._ask(f"{name} [{value or 'none'}] "), longest)
        return "" if answer == _NONE else answer or value

    def _ask_whole(self, name: str, values: Sequence[str]) -> tuple[str, ...]:
        if not values:
            return ()
        self._show(name, values)
        return tuple(values) if self.is_wanted("Keep it?") else ()

    def _table(self, name: str, values: Mapping[str, str]) -> dict[str, str]:
        if not values:
            return {}
        self._show(name, [k if k == v else f"{k} = {v}" for k, v in values.items()])
        answer = self._ask("Keep them? [Y/n/c] ").strip().lower()[:1]
        if answer == "n":
            return {}
        if answer != "c":
            return dict(values)
        answers = {}
        for key, value in values.items():
            longest = LONGEST_NAME if key == value else LONGEST_VALUE
            answers[key] = self._line(f"  {key}", value, longest)
        return {key: value for key, value in answers.items() if value}

    def _show(self, name: str, rows: Sequence[str]) -> None:
        self._say(f"\n{name}:")
        for row in rows[:_SHOWN]:
            self._say(f"  {row}")
        if len(rows) > _SHOWN:
            self._say(f"  … and {len(rows) - _SHOWN} more")
