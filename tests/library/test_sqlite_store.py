"""A store is brought up to its schema once, however many processes open it at a time."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tui.storage.sqlite_store import Store, StoreError

OLD = ("CREATE TABLE words (word TEXT)",)
NEW = (*OLD, "ALTER TABLE words RENAME COLUMN word TO term")


class Overtaken(Sequence[str]):
    """The new schema; when it is looked at, another process has just brought the file up."""

    def __init__(self, file: Path, schema: Sequence[str]) -> None:
        self._others = iter([lambda: Store(file, schema).close()])

    def __len__(self) -> int:
        for other in self._others:
            other()
        return len(NEW)

    def __getitem__(self, index: Any) -> Any:
        return NEW[index]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store of the old schema, with one word in it."""
    with closing(Store(tmp_path / "words.sqlite", OLD)) as store:
        store.write("INSERT INTO words VALUES ('pier')")
    return tmp_path / "words.sqlite"


def test_the_copy_of_the_old_file_is_not_replaced_by_the_new_one(file: Path) -> None:
    with closing(Store(file, Overtaken(file, NEW))) as store:
        assert store.rows("SELECT term FROM words") == [("pier",)]
    with closing(sqlite3.connect(f"{file}.v1.bak")) as copy:
        assert copy.execute("SELECT word FROM words").fetchall() == [("pier",)]


def test_a_schema_that_is_newer_meanwhile_is_left_alone(file: Path) -> None:
    newer = (*NEW, "DROP TABLE words")
    with pytest.raises(StoreError, match="newer variorum"):
        Store(file, Overtaken(file, newer))


def test_an_update_that_fails_changes_nothing(file: Path) -> None:
    with pytest.raises(StoreError):
        Store(file, (*NEW, "ALTER TABLE words RENAME COLUMN word TO lost"))
    with closing(Store(file, OLD)) as store:
        assert store.rows("SELECT word FROM words") == [("pier",)]
