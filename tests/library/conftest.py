"""What the tests of the library share."""

from collections.abc import Callable

import pytest

from tui.index import corpus_matcher as surveying
from tui.index.shared import shared_index_reader as lending


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a survey works out, as it does; `checked` is what it does to check a lent index."""
    done: list[str] = []

    def counted(name: str, function: Callable[..., object]) -> Callable[..., object]:
        def call(*values: object) -> object:
            done.append(name)
            return function(*values)

        return call

    named = {
        "prepare": "preprocess",
        "compared": "compare_sides",
        "candidates": "find_candidates",
    }
    for label, name in named.items():
        monkeypatch.setattr(surveying, name, counted(label, getattr(surveying, name)))
    monkeypatch.setattr(lending, "preprocess", counted("checked", lending.preprocess))
    return done
