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

    for name in ("prepare", "compared", "candidates"):
        monkeypatch.setattr(surveying, name, counted(name, getattr(surveying, name)))
    monkeypatch.setattr(lending, "prepare", counted("checked", lending.prepare))
    return done
