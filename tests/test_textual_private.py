"""Upgrades have one place to look: what is private to Textual and Rich is used there alone."""

import inspect
import re
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest

import tui
from tests.support.own_classes import own_classes
from tui.textual_private import CHECKED, INHERITED

ROOT = Path(tui.__file__).parent
_THEIRS = ("textual", "rich")


@cache
def own_private_names(base: type) -> frozenset[str]:
    """Return the private names that one of Textual's classes defines, or uses of itself."""
    defined = {name for name in vars(base) if re.match("_[a-z]", name)}
    return frozenset({*defined, *re.findall(r"self\.(_[a-z]\w*)", inspect.getsource(base))})


def private_names(one: type) -> set[str]:
    """Return the private names of Textual's classes that one of ours uses, or overrides."""
    theirs = [base for base in one.__mro__ if base.__module__.startswith(_THEIRS)]
    if not theirs:
        return set()
    known = set[str]().union(*map(own_private_names, theirs))
    source = inspect.getsource(one)
    return known & set(re.findall(r"(?:self\.|super\(\)\.|def )(_[a-z]\w*)", source))


@pytest.mark.slow
def test_what_subclasses_use_is_listed() -> None:
    found = {f"{c.__module__}.{c.__name__}": private_names(c) for c in own_classes()}
    assert {name: sorted(names) for name, names in found.items() if names} == {
        name: sorted(names) for name, names in INHERITED.items()
    }


def test_no_other_module_imports_what_is_private() -> None:
    private = re.compile(
        r"^\s*(?:from|import) (?:textual|rich)\S*\._|"
        r"^\s*from (?:textual|rich)\S* import [^#\n]*\b_[a-z]",
        re.MULTILINE,
    )
    found = {
        p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*.py") if private.search(p.read_text())
    }
    assert found == {"textual_private.py"}


def test_the_versions_installed_are_of_the_series_it_was_checked_against() -> None:
    """Another series is looked through first; then `CHECKED` is set to it."""
    installed = {name: version(name).split(".")[:2] for name in CHECKED}
    assert installed == {name: checked.split(".")[:2] for name, checked in CHECKED.items()}
