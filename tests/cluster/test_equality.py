"""Spark writes the index that one machine writes, byte for byte."""

import json
from pathlib import Path

import pytest

from tests.support.cluster import SMALL_JVM, every_kind, generation
from tests.support.command_line import variorum

pytestmark = [pytest.mark.spark, pytest.mark.slow]


def on_spark(corpus: Path, index: Path) -> str:
    done = variorum(
        "index", str(corpus), "--engine", "spark", "--master", "local[2]",
        *SMALL_JVM, "--to", str(index),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_an_index_made_on_spark_is_that_of_one_machine_and_grows_by_its_share(
    tmp_path: Path,
) -> None:
    corpus = every_kind(tmp_path)
    alone, index = tmp_path / "alone", tmp_path / "index"
    done = variorum("index", str(corpus), "--partitioned", "--to", str(alone))
    assert done.returncode == 0, done.stderr
    on_spark(corpus, index)
    told = [json.loads((one / "index.json").read_text()) for one in (alone, index)]
    assert told[0] == told[1]
    assert generation(alone) == generation(index)
