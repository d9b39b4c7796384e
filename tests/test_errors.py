"""Errors have one base, say what, why and what to do, and are printed in one place."""

import pickle
from pathlib import Path

import pytest

from tests.support.own_classes import own_classes
from tui.cli.messages import report_errors
from tui.errors import FAILED, USAGE, VariorumError
from tui.settings import SettingsError
from tui.storage.sqlite_store import Store, StoreError


def test_an_error_says_what_why_what_to_do_and_where() -> None:
    error = VariorumError("it can't be kept", cause="no space", advice="make room", where="/a/b")
    assert str(error) == "it can't be kept: no space; make room (/a/b)"
    assert (error.message, error.cause, error.advice, error.where) == (
        "it can't be kept",
        "no space",
        "make room",
        "/a/b",
    )
    assert str(VariorumError("no such place")) == "no such place"


def test_an_error_of_another_process_says_the_same() -> None:
    error = VariorumError("it can't be read", advice="try again")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301  # our own


def test_every_error_of_ours_has_the_one_base() -> None:
    ours = {value for value in own_classes() if issubclass(value, BaseException)}
    assert StoreError in ours
    assert {error for error in ours if not issubclass(error, VariorumError)} == set()


@pytest.mark.parametrize(("error", "code"), [(StoreError, FAILED), (SettingsError, USAGE)])
def test_a_command_ends_by_the_code_of_its_error_and_one_line(
    error: type[VariorumError], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    @report_errors
    def command() -> int:
        raise error("it is full", advice="make room")

    assert command() == code
    assert capsys.readouterr() == ("", "variorum: it is full; make room\n")


def test_a_store_that_can_t_be_made_says_which_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError) as caught:
        Store(tmp_path / "file" / "store.sqlite", ())
    assert caught.value.where == str(tmp_path / "file" / "store.sqlite")
    assert caught.value.advice
