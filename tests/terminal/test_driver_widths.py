"""Letters with marks and pictures stand in the cells that the terminal gives them."""

import re
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from unicodedata import category, combining

import pytest
from rich.cells import cell_len, set_cell_size, split_graphemes

from tests.support.emulator import Emulator, counted_alone
from tests.support.frames import Wire, frame
from tests.support.pty_session import LIMIT, Session
from tests.support.reader_session import VARIORUM, ready
from tests.support.tmux import Tmux
from tui.resources import SEEDS
from tui.terminal.encode.encoder import EncoderOptions
from tui.terminal.screen.frame_parser import parse_text
from tui.terminal.transport.frame_sender import FrameSender
from tui.terminal.width.cell_width import CONFIRMED, RICH, Rules, first_figure, measure_by
from tui.terminal.width.width_probe import WidthQuestions
from tui.widgets.core.styled_text import graphemes

TEXTS = {
    "hi": "नदी का पानी कल रात फिर बढ़ गया और पुल के पास की दो दुकानें डूब गईं।",
    "ta": "ஆற்றின் நீர் நேற்று இரவு மீண்டும் உயர்ந்தது என்று கொழும்பு செய்தி கூறியது.",
    "my": "မြစ်ရေ ညက ပြန်တက်လာသည်။ ကျောင်းများ ပိတ်ထားသည်။",
    "si": "ශ්‍රී ලංකාවේ ගංවතුර අද උදේ බැස ගියේය.",
    "th": "น้ำในแม่น้ำ ขึ้นอีกครั้ง เมื่อคืนนี้ ที่นี่",
    "he": "מֵי הנהר עלו שוב בלילה ליד הגשר הישן.",
    "ar": "ارتفعَ ماءُ النهر مرة أخرى ليلة أمس قرب الجسر.",
    "signs": "Water ☔\ufe0f and ✔\ufe0f rose 2\ufe0f⃣ feet, 🇳🇱 says 👍🏽, with 👩\u200d🚒 near.",
}
SIZE = (100, 24)


class Dropping(Emulator):
    """A terminal that passes over all that stands behind a mark it knows no place for."""

    def draw(self, data: str) -> None:
        for at, char in enumerate(data):
            if not cell_len(char) and not combining(char):
                super().draw(data[:at])
                return
        super().draw(data)


def composing() -> Emulator:
    return Emulator(*SIZE)


def counting_alone() -> Emulator:
    return Emulator(*SIZE, counts=counted_alone, composes=False)


def dropping() -> Emulator:
    return Dropping(*SIZE)


@pytest.fixture(autouse=True)
def _widths_as_before() -> Iterator[None]:
    yield
    measure_by(RICH)
    CONFIRMED.discard_all()


def opened(text: str, folder: Path, emulator: Emulator, *, reports_cursor: bool = True) -> Session:
    article = folder / "article.txt"
    article.write_text(f"Of the river\n\n{text} {text}\n", encoding="utf-8")
    return Session(
        [*VARIORUM, str(article)], size=SIZE, emulator=emulator, reports_cursor=reports_cursor
    )


def joined(emulator: Emulator) -> str:
    """What the reader's pane shows, on one line."""
    rows = emulator.text().split("\n")[2:]
    return " ".join(" ".join(re.findall(r"[^\s─━▂◆▶╭│╰┃]+", row)) for row in rows)


@pytest.mark.slow
@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("terminal", [composing, counting_alone])
def test_every_word_is_shown_as_it_is_written(
    tmp_path: Path, language: str, terminal: Callable[[], Emulator]
) -> None:
    words = TEXTS[language].split()
    with opened(TEXTS[language], tmp_path, terminal()) as session:
        ready(session)
        session.until(lambda: all(word in joined(session.emulator) for word in words))
        session.press("j")
        session.until_quiet()
        shown = joined(session.emulator)
        assert [word for word in words if shown.count(word) < 2] == []
        session.press("q")
        assert session.ended() == 0
        assert session.left_behind() == []


@pytest.mark.slow
@pytest.mark.parametrize("language", ["hi", "ta", "th", "ar"])
def test_letters_are_whole_where_the_terminal_drops_marks(tmp_path: Path, language: str) -> None:
    with opened(TEXTS[language], tmp_path, dropping()) as session:
        ready(session)
        session.until_quiet()
        shown = "".join(joined(session.emulator).split())
        letters = "".join(c for c in TEXTS[language] if not category(c).startswith(("M", "Z")))
        drawn = "".join(c for c in shown if not category(c).startswith("M"))
        assert letters * 2 in drawn


@pytest.mark.slow
def test_the_first_screen_does_not_wait_for_an_answer(tmp_path: Path) -> None:
    with opened(TEXTS["hi"], tmp_path, counting_alone()) as session:
        session.answering = False
        session.until(lambda: "दुकानें" in joined(session.emulator))


@pytest.mark.slow
def test_a_terminal_that_does_not_say_is_taken_for_one_like_the_others(tmp_path: Path) -> None:
    with opened(TEXTS["hi"], tmp_path, composing(), reports_cursor=False) as session:
        ready(session)
        session.until(lambda: "दुकानें" in joined(session.emulator))
        session.until_quiet()
        assert b"\x1b[6n" in session.received
        asked = session.received.count(b"\x1b[6n")
        session.press("j")
        session.until_quiet()
        assert session.received.count(b"\x1b[6n") == asked


@pytest.mark.slow
def test_what_was_asked_is_not_seen(tmp_path: Path) -> None:
    with opened(TEXTS["hi"], tmp_path, counting_alone()) as session:
        ready(session)
        session.until_quiet()
        before = session.emulator.cells()
        session.press("\x0c")  # everything is sent again, and asked again
        session.until_quiet()
        assert session.emulator.cells() == before


@pytest.mark.slow
def test_nothing_is_asked_for_the_sake_of_plain_words() -> None:
    with Session([*VARIORUM, str(SEEDS)], size=SIZE, reports_cursor=True) as session:
        ready(session)
        session.press("j  ]]")
        session.until_quiet()
        assert b"\x1b[6n" not in session.received


@pytest.mark.slow
@pytest.mark.parametrize("language", ["hi", "ta", "my", "th", "ar"])
def test_tmux_has_every_word(tmux: Tmux, tmp_path: Path, language: str) -> None:
    words = TEXTS[language].split()
    article = tmp_path / "article.txt"
    article.write_text(f"Of the river\n\n{TEXTS[language]}\n", encoding="utf-8")
    with tmux.start("reader", [*VARIORUM, str(article)]) as session:
        end = time.monotonic() + LIMIT
        shown = ""
        while not all(word in shown for word in words):
            assert time.monotonic() < end, shown
            session.pump(0.1)
            try:
                shown = tmux("capture-pane", "-p", "-t", "reader")
            except subprocess.CalledProcessError:  # it is only starting
                continue


def test_a_mark_is_known_once_the_terminal_took_the_cells_expected() -> None:
    asks = WidthQuestions()
    measure_by(Rules(spacing_mark=1))
    asks.rules = Rules(spacing_mark=1)
    asks.note("का")
    asks.note("कि")
    assert asks.pending
    text, room = asks.next_text(80)
    assert not asks.pending
    assert room >= cell_len(text) == 6
    assert not asks.answer(6)
    assert CONFIRMED.has_all("ाि")
    assert not asks.pending
    asks.note("का")
    assert not asks.pending


def told(cells: dict[str, int], *clusters: str) -> WidthQuestions:
    """What is known after a terminal with these cells for marks, nought for others, was asked."""
    asks = WidthQuestions()
    asks.rules = Rules(spacing_mark=1)
    measure_by(asks.rules)
    for cluster in clusters:
        asks.note(cluster)
    while asks.pending:
        text, _ = asks.next_text(80)
        taken = sum(cells.get(c, 0 if category(c)[0] == "M" else 1) for c in text)
        if asks.answer(taken):
            measure_by(asks.rules)
    return asks


def test_the_others_are_taken_for_what_the_first_one_was() -> None:
    asks = told({}, "का", "की", "कु")
    assert asks.rules.spacing_mark == 0
    assert cell_len("काकीकुকা") == 4
    assert CONFIRMED.has_all("ाीु")


def test_each_mark_may_be_otherwise() -> None:
    told({"ा": 1}, "का", "की", "कु")
    assert [cell_len(text) for text in ("का", "की", "कु")] == [2, 1, 1]
    told({"ा": 1, "\u302e": 2}, "का", "कु", "य\u302e")
    assert [cell_len(text) for text in ("का", "कु", "य\u302e")] == [2, 1, 3]


def test_what_is_dropped_behind_a_mark_is_never_taken_for_certain() -> None:
    asks = WidthQuestions()
    asks.note("कु")
    text, _ = asks.next_text(80)
    assert text == "कुx"
    assert not asks.answer(1)
    assert cell_len("कु") == 1
    assert not CONFIRMED.has_all("ु")


def test_an_answer_from_elsewhere_is_asked_for_again_and_then_done_without() -> None:
    asks = WidthQuestions()
    asks.rules = Rules(spacing_mark=1)
    asks.note("का")
    changed = []
    for _ in range(3):
        assert asks.pending
        asks.next_text(80)
        changed.append(asks.answer(None))
    assert changed == [False, False, True]
    assert asks.rules == RICH
    assert not asks.pending


def test_behind_a_multiplexer_no_compound_picture_is_asked_for() -> None:
    asks = WidthQuestions(compounds=False)
    asks.note("👍🏽")
    asks.note("👩\u200d🚒")
    assert not asks.pending
    asks.note("☔\ufe0f")
    assert asks.pending


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("👨\u200d👩\u200d👧\u200d👦", "👨"),
        ("👩\u200d❤\ufe0f\u200d👨", "👩"),
        ("👩🏽\u200d🚒", "👩"),
        ("👍🏽", "👍"),
        ("🏳\ufe0f\u200d🌈", "🏳"),
        ("❤\ufe0f", "❤"),
        ("1\ufe0f⃣", "1⃣"),
        ("🇳🇱", "🇳🇱"),
        ("ශ්\u200dරී", "ශ්\u200dරී"),
    ],
)
def test_behind_a_multiplexer_only_the_first_of_joined_figures_is_sent(
    text: str, sent: str
) -> None:
    measure_by(Rules(spacing_mark=1, widens=False))
    wires = []
    for options in (EncoderOptions(), EncoderOptions(shows=False)):
        sender, wire = FrameSender(options), Wire()
        sender.resize(30, 1)
        sender.draw(frame(f"{text}| end"))
        sender.advance(wire, 0.0)
        wires.append("".join(wire.frames))
    assert text in wires[0]
    assert sent in wires[1]
    assert text == sent or text not in wires[1]
    assert all("| end" in wire for wire in wires)


def test_a_sign_that_a_multiplexer_draws_wide_is_sent_as_a_picture() -> None:
    assert first_figure("❤\ufe0f") == "❤\ufe0f"
    measure_by(Rules(widens=False))
    assert first_figure("❤\ufe0f") == "❤"


@pytest.mark.slow
def test_what_follows_joined_figures_is_whole_in_tmux(tmux: Tmux, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    family = "👨\u200d👩\u200d👧\u200d👦"
    article.write_text(
        f"Of the river\n\nFamily {family}| stands, firefighter 👩\u200d🚒| works, 👍🏽| ends.\n",
        encoding="utf-8",
    )
    with tmux.start("reader", [*VARIORUM, str(article)]) as session:
        session.until_text("Of the river")
        session.until(lambda: "ends." in tmux("capture-pane", "-p", "-t", "reader"))
        session.until_quiet()
        shown = tmux("capture-pane", "-p", "-t", "reader")
        assert "Family 👨| stands, firefighter 👩| works, 👍| ends." in shown
        assert "\u200d👩".encode() not in session.received


def test_joiners_are_counted_as_the_terminal_draws_them() -> None:
    measure_by(Rules(spacing_mark=1, joins_signs=False, joins_letters=False, tone=2, widens=False))
    assert cell_len("👩\u200d🚒") == 4
    assert cell_len("ශ්\u200dරී") == 2
    assert cell_len("👍🏽") == 4
    assert cell_len("☔\ufe0f✔\ufe0f") == 3
    assert set_cell_size("रात को", 4) == "रात "
    assert [end for _, end, _ in split_graphemes("कु")[0]] == [2]
    measure_by(RICH)
    assert cell_len("👩\u200d🚒") == cell_len("👍🏽") == 2
    assert cell_len("रात") == 2


def test_lines_break_beside_letters_with_their_marks() -> None:
    measure_by(Rules(spacing_mark=1, joins_signs=False))
    assert graphemes("रात") == [(0, 2, 2), (2, 3, 1)]
    assert graphemes("👩\u200d🚒x") == [(0, 3, 4), (3, 4, 1)]


def test_a_style_that_ends_before_a_spacing_mark_leaves_the_letter_whole() -> None:
    measure_by(Rules(spacing_mark=1))
    row = parse_text("\x1b[31mर\x1b[0m\x1b[34mात\x1b[0m")
    assert row is not None
    assert [text for text, _ in row.cells] == ["रा", "", "त"]
    assert sum(cells for cells, _ in row.pens) == 3


def test_what_was_asked_in_is_drawn_again() -> None:
    sender, wire = FrameSender(EncoderOptions()), Wire()
    sender.begin_measuring(Rules(spacing_mark=1))
    sender.resize(30, 2)
    sender.draw(frame("का"))
    sender.advance(wire, 0.0)
    assert not sender.asks_widths
    sender.pace.answered(0.1)
    assert sender.asks_widths
    sender.advance(wire, 0.1)
    assert "काx\x1b[6n" in wire.chunks[-1]
    line, column = (int(n) for n in re.findall(r"\x1b\[(\d+);(\d+)H", wire.chunks[-1])[0])
    assert line == 2
    assert not sender.answered((line - 1, column + 2))
    sender.pace.answered(0.2)
    sender.advance(wire, 0.2)
    assert f"\x1b[2{f';{column}' if column > 1 else ''}H     " in wire.chunks[-1]
    assert "6n" not in wire.chunks[-1]
    assert not sender.asks_widths


def test_what_was_learned_holds_when_the_program_comes_back() -> None:
    sender = FrameSender(EncoderOptions())
    sender.begin_measuring(Rules(spacing_mark=1))
    assert cell_len("का") == 2
    sender.widths.rules = RICH
    measure_by(Rules(spacing_mark=1))
    sender.begin_measuring(Rules(spacing_mark=1))
    assert cell_len("का") == 1
