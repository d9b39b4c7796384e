"""With the model's real weights; they come with the extra."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tui.embedding import embedding_model
from tui.embedding.embedding_model import ModelError, vectors_of
from tui.processes.worker_pool import WorkerPool

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not embedding_model.is_installed(),
        reason=f"the meaning layer is not installed: {embedding_model.INSTALL}",
    ),
]

LINES = [
    "The ferry turned back because the pier was under water.",
    "",
    "Die Fähre kehrte um, weil der Anleger unter Wasser stand.",
    "Паром повернул назад, потому что причал был под водой.",
    "渡轮折返，因为码头被水淹没。",
    "นี่คือประโยคที่ไม่มีช่องว่าง",
    "two  spaces   and a no-break one, “quotes” — ﬁne Ⅳ ½",
    "a letter that no piece has: 𐎀𐎁, a mark: e\u0301, a family: 👩‍👩‍👧",
    "Short.",
    "It cost $1,200.50 on 3/4/1987, or so u/somebody said at https://example.org/a?b=c.",
    "overlong: " + "zq𐎀x7" * 230,
    "水" * 1_100,
]


def vectors(packed: bytes) -> Any:
    numpy = import_module("numpy")
    found = numpy.frombuffer(packed, "<f2").astype("f4").reshape(len(LINES), -1)
    return found / numpy.linalg.norm(found, axis=1, keepdims=True)


def test_the_vectors_are_those_of_the_packages_own_engine() -> None:
    theirs = import_module(embedding_model.PACKAGE).E5(num_threads=1).query(LINES)
    ours = vectors(vectors_of((b"key", 0, LINES))[2])
    cosines = (ours * theirs).sum(axis=1)
    assert cosines.min() > 0.999, dict(zip(LINES, cosines.tolist(), strict=True))
    others = ours @ theirs.T - 2 * import_module("numpy").eye(len(LINES))
    assert others.max() < 0.99, "lines that say something else have other vectors"


def test_a_vector_is_the_same_whatever_lines_are_read_with_it() -> None:
    tasks = [(b"together", 0, LINES), (b"turned", 0, LINES[::-1])]
    tasks += [(b"alone", number, [line]) for number, line in enumerate(LINES)]
    with WorkerPool(1) as crew:
        read = {
            (key, number): packed for key, number, packed in crew.map_unordered(vectors_of, tasks)
        }
    together = read[b"together", 0]
    size = len(together) // len(LINES)
    each = [together[start : start + size] for start in range(0, len(together), size)]
    assert [read[b"alone", number] for number in range(len(LINES))] == each
    assert read[b"turned", 0] == b"".join(each[::-1])


@pytest.mark.parametrize("content", [b"", b"GGUF" + bytes(100), b"E5S1", b"E5S1" + bytes(2_000)])
def test_weights_of_another_format_are_an_error_that_says_so(
    content: bytes, tmp_path: Path
) -> None:
    (tmp_path / "weights").write_bytes(content)
    with pytest.raises(ModelError, match=f"{embedding_model.PACKAGE} can't be used here: "):
        embedding_model.load_encoder(tmp_path / "weights")


def test_a_package_without_its_weights_is_an_error_that_names_them(
    tmp_path: Path,
) -> None:
    with pytest.raises(ModelError, match="gone"):
        embedding_model.load_encoder(tmp_path / "gone")
