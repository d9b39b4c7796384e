"""Words are selected by keys alone: by sentence, word or paragraph, at either end; or by mouse."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.corpora import PILOTS, STORM, written
from tests.support.reader import Reader, reading
from tui.text.parsing.document_parser import parse_document
from tui.text.selection import Selection, SelectionUnit, select_passage

ONE = "The mayor said that 3.5 tonnes were lost."
TWO = "Nobody was hurt."
THREE = "A second paragraph closes the story."
TEXT = f"{ONE} {TWO}\n\n{THREE}"


def selected(reader: Reader) -> str:
    """The words shown in reverse, as the reader sees them."""
    view = reader.panes.reader
    lines = (view.render_line(y) for y in range(view.size.height))
    rows = ["".join(s.text for s in line if s.style and s.style.reverse) for line in lines]
    return " ".join(" ".join(rows).split())


def corpus(folder: Path) -> Path:
    return written(folder / "corpus", a=TEXT)


@pytest.mark.slow
async def test_selecting_begins_with_the_passage_and_leaves_without_trace(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        await reader.press("v")
        await reader.until(lambda: selected(reader) == ONE)
        await reader.press("escape")
        await reader.until(lambda: selected(reader) == "")
        assert reader.panes.reader.has_focus


@pytest.mark.slow
async def test_either_end_grows_and_shrinks_by_word_sentence_and_paragraph(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        for keys, words in (
            ("v", ONE),
            ("j", f"{ONE} {TWO}"),
            ("k", ONE),
            ("wk", "The mayor said that 3.5 tonnes were lost"),
            ("J", "mayor said that 3.5 tonnes were lost"),
            ("K", "The mayor said that 3.5 tonnes were lost"),
            ("w", "The"),
            ("jj", "The mayor said"),
            ("s", ONE),
            ("P", f"{ONE} {TWO}"),
            ("j", f"{ONE} {TWO} {THREE}"),
        ):
            await reader.press(*keys)
            await reader.until(lambda w=words: selected(reader) == w)  # type: ignore[misc]


@pytest.mark.slow
async def test_a_drag_of_the_mouse_selects_whole_words(tmp_path: Path) -> None:
    async with reading(tmp_path, [corpus(tmp_path)]) as reader:
        view = reader.panes.reader
        y = next(n for n, row in enumerate(reader.rows(view)) if "mayor" in row)
        row = reader.rows(view)[y]
        start, end = row.index("ayor"), row.index("that")
        await reader.pilot.mouse_down(view, offset=(start, y + 1))
        await reader.pilot.hover(view, offset=(end, y + 1))
        await reader.pilot.mouse_up(view, offset=(end, y + 1))
        await reader.until(lambda: selected(reader) == "mayor said")
        await reader.press("j")
        await reader.until(lambda: selected(reader) == "mayor said that")


_STEPS = st.lists(st.sampled_from(["j", "k", "J", "K", "w", "s", "P"]), max_size=30)


@given(passage=st.integers(0, 2), steps=_STEPS)
def test_a_selection_is_never_empty_and_never_outside_the_text(
    passage: int, steps: list[str]
) -> None:
    document = parse_document(TEXT)
    choosing = select_passage(document, passage)
    units = {"w": SelectionUnit.WORD, "s": SelectionUnit.SENTENCE, "P": SelectionUnit.PARAGRAPH}
    for step in steps:
        before = choosing
        choosing = _stepped(choosing, step, units)
        assert choosing.words.strip()
        assert 0 <= choosing.span.start < choosing.span.end <= len(document.text)
        if step == "j":
            assert choosing.span.start == before.span.start
            assert choosing.span.end >= before.span.end


def _stepped(choosing: Selection, step: str, units: dict[str, SelectionUnit]) -> Selection:
    if step in units:
        return choosing.with_unit(units[step])
    if step in "jk":
        return choosing.move_end(1 if step == "j" else -1)
    return choosing.move_start(1 if step == "J" else -1)


@pytest.mark.slow
async def test_ctrl_c_copies_what_is_selected_and_else_leaves_only_the_second_time(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [written(tmp_path / "corpus", a=STORM, b=PILOTS)]) as reader:
        await reader.press("v", "ctrl+c")
        await reader.until(lambda: "characters" in reader.status)
        assert not reader.notifications
        await reader.press("ctrl+c")
        assert reader.notifications == ["Ctrl-C again quits; q quits"]
        assert reader.app.is_running
        await reader.press("ctrl+c")
        await reader.until(lambda: not reader.app.is_running)
