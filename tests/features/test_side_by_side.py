"""s shows two articles beside each other: what both say in one row, what one lacks beside a gap."""

import base64
import re
from pathlib import Path

import pytest

from tests.support.corpora import FERRY, HURT, PILOTS, ferry, written
from tests.support.notes import until_kept, writing
from tests.support.reader import Reader, reading
from tests.support.reader_session import ready, session
from tui.resources import SEEDS
from tui.screens.collation.side_by_side import SideBySideScreen
from tui.screens.dialogs.document_finder import DocumentFinder
from tui.widgets.collation.alignment_table import BESIDE_FROM, GAP, MOVED, AlignmentTable

pytestmark = pytest.mark.slow


async def compared(reader: Reader) -> None:
    await reader.until(lambda: reader.screen.collation.comparison is not None)
    await reader.pilot.pause()


async def beside(reader: Reader, *keys: str) -> AlignmentTable:
    """Open two articles once all are compared, and press more keys."""
    await compared(reader)
    await reader.press("s", *keys)
    await reader.until(lambda: isinstance(reader.app.screen, SideBySideScreen))
    found = reader.app.screen.query_exactly_one(AlignmentTable)
    await reader.until(lambda: found.size.height > 2)
    await reader.pilot.pause()
    return found


def told(reader: Reader) -> str:
    return "\n".join(reader.whole_screen)


def columns(reader: Reader, table: AlignmentTable) -> list[tuple[str, str, str]]:
    """The rows that are in view: the words on the left, the sign, the words on the right."""
    middle = table.text_width + 2
    found: list[tuple[str, str, str]] = []
    for line in reader.rows(table)[1:]:
        left, sign, right = line[2:middle], line[middle : middle + 5], line[middle + 5 :]
        if not line.strip():
            found.append(("", "", ""))
        elif not found or found[-1] == ("", "", ""):
            found[-1:] = [(left.strip(), sign.strip(), right.strip())]
        else:
            before = found[-1]
            found[-1] = (
                f"{before[0]} {left.strip()}".strip(),
                before[1],
                f"{before[2]} {right.strip()}".strip(),
            )
    return [row for row in found if row != ("", "", "")]


async def test_what_both_say_stands_level_and_what_one_lacks_beside_a_gap(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        table = await beside(reader, "comma")
        await reader.until(lambda: " B · " in reader.rows(table)[0])
        head, *_ = reader.rows(table)
        assert head.startswith("▶ A · ")
        assert " B · " in head
        anchor, beacon = FERRY["anchor"], FERRY["beacon"]
        rows = columns(reader, table)
        assert [(left, right) for left, _, right in rows[:3]] == list(
            zip(anchor[:3], beacon, strict=True)
        )
        assert [sign for _, sign, _ in rows[:3]] == ["=", "≠", "≠"]
        assert rows[3][0] == anchor[3]
        assert set(rows[3][2]) == {GAP}
        await reader.press("}")
        await reader.until(lambda: "no passage of B says this" in told(reader))


async def test_words_that_both_have_are_underlined_as_in_the_reader(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        table = await beside(reader, "comma")
        await reader.until(lambda: " B · " in reader.rows(table)[0])
        underlined = " ".join(
            segment.text
            for y in range(table.size.height)
            for segment in table.render_line(y)
            if segment.style and segment.style.underline
        )
        words = FERRY["anchor"][0].split()
        assert underlined.count(words[0]) >= 2, "on both sides"
        assert FERRY["anchor"][3].split()[-1] not in underlined, "the other article lacks it"


async def test_the_values_that_differ_are_marked_on_both_sides_and_said(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        table = await beside(reader, "comma")
        await reader.press("n", "n")
        await reader.until(lambda: "40 (A) | 60 (B)" in re.sub("Some ", "", told(reader)))
        marked = [
            segment.text
            for y in range(table.size.height)
            for segment in table.render_line(y)
            if segment.style and segment.style.color == table.component_style("differs").color
        ]
        assert any("40" in text for text in marked)
        assert any("60" in text for text in marked)
        await reader.press("n")
        await reader.until(lambda: "No further value that differs" in told(reader))
        await reader.press("p")
        await reader.until(lambda: "We will" in told(reader) and "quote" not in told(reader))
        assert table.row == 1


async def test_the_other_order_is_that_of_the_other_article(tmp_path: Path) -> None:
    quay, tug, hurt = FERRY["anchor"][0], FERRY["coast"][2], HURT
    folder = written(
        tmp_path / "corpus",
        one=f"{quay}\n\n{hurt}\n\n{tug}",
        two=f"{tug}\n\n{PILOTS}\n\n{quay}",
    )
    async with reading(tmp_path, [folder]) as reader:
        table = await beside(reader)
        gap = GAP * table.text_width
        assert [(left, right) for left, _, right in columns(reader, table)] == [
            (quay, quay), (hurt, gap), (tug, tug), (gap, PILOTS),
        ]  # fmt: skip
        assert reader.rows(table)[0].startswith("▶ A · ")
        await reader.press("g", "tab")
        await reader.until(lambda: reader.rows(table)[0].startswith("  A · "))
        assert "▶ B · " in reader.rows(table)[0]
        assert [(left, right) for left, _, right in columns(reader, table)] == [
            (tug, tug), (gap, PILOTS), (quay, quay), (hurt, gap),
        ]  # fmt: skip
        assert table.row == 2  # the passage under the cursor is still there


async def test_what_stands_elsewhere_is_level_and_marked_as_moved(tmp_path: Path) -> None:
    first = (FERRY["anchor"][0], FERRY["anchor"][2], FERRY["coast"][2])
    folder = written(
        tmp_path / "corpus", one="\n\n".join(first), two="\n\n".join((first[2], *first[:2]))
    )
    async with reading(tmp_path, [folder]) as reader:
        table = await beside(reader)
        rows = columns(reader, table)
        assert [left for left, _, _ in rows] == [right for _, _, right in rows] == list(first)
        assert [sign for _, sign, _ in rows] == ["=", "=", f"={MOVED}"]
        await reader.press("G")
        await reader.until(lambda: "verbatim · elsewhere in the order" in told(reader))


async def test_a_key_opens_the_chosen_card_s_article_and_others_take_its_place(
    tmp_path: Path,
) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        await compared(reader)
        await reader.press("J", "J")
        chosen = reader.screen.selection.match()
        assert chosen
        siglum = reader.screen.collation.comparison.sigla[chosen.there.document]  # type: ignore[union-attr]
        table = await beside(reader)
        assert f" {siglum} · " in reader.rows(table)[0]
        await reader.press("f")
        await reader.until(lambda: isinstance(reader.app.screen, DocumentFinder))
        await reader.type("dune")
        await reader.press("enter")
        await reader.until(lambda: " D · " in reader.rows(table)[0])
        await reader.press("F")
        await reader.until(lambda: isinstance(reader.app.screen, DocumentFinder))
        await reader.type("coast")
        await reader.press("enter")
        await reader.until(lambda: reader.rows(table)[0].startswith("▶ C · "))
        rows = columns(reader, table)
        assert (FERRY["coast"][2], FERRY["dune"][0]) in [(left, right) for left, _, right in rows]


async def test_enter_goes_there_and_the_way_back_leads_to_the_reader(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        await beside(reader, "comma")
        await reader.press("tab", "]", "]", "enter")
        await reader.until(lambda: reader.siglum == "B")
        assert reader.passage == FERRY["beacon"][2]
        await reader.press("backspace")
        await reader.until(lambda: reader.siglum == "A")
        for key in ("backspace", "escape", "s"):
            await beside(reader, "comma")
            await reader.press(key)
            await reader.until(lambda: reader.app.screen is reader.screen)
            assert reader.siglum == "A"


async def test_a_note_is_written_on_the_passage_in_the_lead(tmp_path: Path) -> None:
    async with reading(tmp_path, [ferry(tmp_path)]) as reader:
        await beside(reader, "comma")
        await reader.press("n", "n", "a")
        await writing(reader)
        await reader.type("who counted")
        await reader.press("ctrl+s")
        (note,) = await until_kept(reader, tmp_path, 1)
        assert note.targets[0].selector.quote == FERRY["anchor"][2]


def test_both_passages_and_the_whole_table_are_copied(tmp_path: Path) -> None:
    with session(ferry(tmp_path)) as terminal:
        ready(terminal)
        for _ in range(100):
            terminal.press("s")
            terminal.until_quiet()
            if "in both" in terminal.emulator.text():
                break
        terminal.press(",")
        terminal.until_quiet()

        def copied(*keys: str) -> str:
            before = len(bytes(terminal.received))
            for key in keys:
                terminal.press(key)
                terminal.until_quiet()
            terminal.until(lambda: b"\x1b]52;" in bytes(terminal.received)[before:])
            sent = re.search(
                rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", bytes(terminal.received)[before:]
            )
            assert sent
            return base64.b64decode(sent[1]).decode()

        both = copied("n", "n", "y")
        assert FERRY["anchor"][2] in both
        assert FERRY["beacon"][2] in both
        assert both.count("\n— ") == 2
        assert both.index("Some 40") < both.index("Some 60")
        lines = copied("Y").splitlines()
        assert lines[0].startswith("| A · ")
        assert lines[1] == "| --- | :-: | --- |"
        assert len(lines) == 2 + 4
        assert lines[4] == f"| {FERRY['anchor'][2]} | ≠ | {FERRY['beacon'][2]} |"
        assert lines[5] == f"| {FERRY['anchor'][3]} |  |  |"


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (200, 50)], ids=str)
async def test_every_line_of_both_seeds_is_come_to_at_any_size(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with reading(tmp_path, [SEEDS], size=size) as reader:
        table = await beside(reader)
        assert table.is_side_by_side is (size[0] >= BESIDE_FROM)
        await reader.press("g")
        seen: list[int] = []
        is_last = False
        while not is_last:
            is_last = table.is_at_end
            seen.append(table.row)
            cursor = [row for row in reader.rows(table)[1:] if row.startswith("▶")]
            assert len(cursor) == 1  # the reading line is always in view
            await reader.press("j")
        assert seen == sorted(seen)
        assert set(seen) == set(range(seen[-1] + 1))
        assert all(len(row) <= size[0] for row in reader.rows(table))
        await reader.press("g", "space", "pageup")
        assert table.row == 0


async def test_the_row_stays_when_the_window_changes(tmp_path: Path) -> None:
    async with reading(tmp_path, [SEEDS], size=(120, 40)) as reader:
        table = await beside(reader)
        await reader.press("n", "n")
        row = table.row
        assert row
        await reader.pilot.resize_terminal(60, 20)
        await reader.until(lambda: not table.is_side_by_side)
        assert table.row == row
        assert any(line.startswith("▶") for line in reader.rows(table)[1:])


async def test_without_colours_of_its_own_the_differences_stand_out(tmp_path: Path) -> None:
    few = {"TERM": "xterm-16color"}
    async with reading(tmp_path, [ferry(tmp_path)], environ=few) as reader:
        table = await beside(reader, "comma")
        turned = "".join(
            segment.text
            for y in range(table.size.height)
            for segment in table.render_line(y)
            if segment.style and segment.style.reverse
        )
        assert "40" in turned
        assert "60" in turned
        assert "passengers" not in turned


async def test_one_article_alone_has_nothing_beside_it(tmp_path: Path) -> None:
    folder = written(tmp_path / "corpus", one=FERRY["anchor"][0])
    async with reading(tmp_path, [folder]) as reader:
        await reader.press("s")
        await reader.until(lambda: "no other article" in reader.status)
        assert reader.app.screen is reader.screen
