"""No more is sent than the terminal has answered for; then the newest state, nothing replayed."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.frames import Wire, frame
from tests.support.pty_session import Session, panes
from tui.terminal.encode.encoder import EncoderOptions
from tui.terminal.input.parser import AnswerFilter
from tui.terminal.transport.flow_control import ANSWER, FlowControl
from tui.terminal.transport.frame_sender import FrameSender


def started(*, answered: bool = True) -> tuple[FrameSender, Wire]:
    sender, wire = FrameSender(EncoderOptions()), Wire()
    sender.resize(10, 2)
    if answered:
        sender.draw(frame("first"))
        sender.advance(wire, 0.0)
        sender.pace.answered(0.05)
        wire.chunks.clear()
    return sender, wire


def test_two_frames_are_under_way_and_then_only_the_newest_goes() -> None:
    sender, wire = started()
    for n in range(50):
        sender.draw(frame(f"n {n:04}"))
        sender.advance(wire, 1.0 + n / 1000)
    assert len(wire.frames) == 2
    sender.pace.answered(1.2)
    sender.advance(wire, 1.2)
    assert len(wire.frames) == 3
    assert "49" in wire.frames[-1]
    sender.pace.answered(1.3)
    assert sender.advance(wire, 1.3) is None
    assert len(wire.frames) == 3


def test_a_terminal_that_never_answers_is_waited_for_only_a_moment() -> None:
    sender, wire = started(answered=False)
    for n in range(5):
        sender.draw(frame(f"n {n}"))
        wait = sender.advance(wire, 0.0)
    assert len(wire.frames) == 2
    assert wait is not None
    assert sender.advance(wire, wait) is None
    assert "4" in wire.frames[-1]


def drawn(sender: FrameSender, wire: Wire, start: float, end: float) -> int:
    """Draw thirty frames a second for a time without an answer; how many went."""
    before = len(wire.frames)
    for n in range(int((end - start) * 30)):
        sender.draw(frame(f"n {start:.0f} {n:03}"))
        sender.advance(wire, start + n / 30)
    return len(wire.frames) - before


def test_a_first_answer_that_takes_long_is_waited_for() -> None:
    sender, wire = started(answered=False)
    assert drawn(sender, wire, 0.0, 1.4) <= 4
    sender.pace.answered(1.4)
    assert drawn(sender, wire, 1.4, 3.0) == 0


def test_a_terminal_that_never_answers_gets_twenty_frames_a_second_in_the_end() -> None:
    sender, wire = started(answered=False)
    drawn(sender, wire, 0.0, 4.0)
    assert 12 <= drawn(sender, wire, 4.0, 5.0) <= 20


def test_beginning_anew_keeps_what_is_under_way_in_mind() -> None:
    sender, wire = started()
    drawn(sender, wire, 1.0, 1.2)
    assert sender.pace.outstanding == 2
    sender.pace.begin_anew()
    assert drawn(sender, wire, 1.2, 1.4) == 2
    for _ in range(2):
        sender.pace.answered(1.4)
    assert not sender.pace.answers
    assert drawn(sender, wire, 1.4, 1.5) == 0
    sender.pace.answered(1.5)
    assert drawn(sender, wire, 1.5, 1.6) == 1


def test_after_minutes_of_silence_a_frame_a_second_goes_at_most() -> None:
    sender, wire = started()
    drawn(sender, wire, 1.0, 122.0)
    assert drawn(sender, wire, 122.0, 132.0) <= 11


def test_frames_stay_apart_where_answers_tell_nothing() -> None:
    sender, wire = started()
    sender.pace.least_apart = 0.1
    sent = 0
    for n in range(100):
        now = 1.0 + n / 50
        sender.draw(frame(f"n {n:03}"))
        wait = sender.advance(wire, now)
        if len(wire.chunks) > sent:
            sender.pace.answered(now + 0.001)
        else:
            assert wait is not None
            assert now + wait <= 1.11 + n / 50
        sent = len(wire.chunks)
    assert 18 <= len(wire.frames) <= 20
    assert wire.chunks == wire.frames


def test_a_lost_answer_is_asked_for_again() -> None:
    sender, wire = started()
    for n in range(4):
        sender.draw(frame(f"n {n}"))
        wait = sender.advance(wire, 1.0)
    assert wait is not None
    sender.advance(wire, 1.0 + wait)
    assert wire.chunks[-1] == "\x1b[5n"
    sender.pace.answered(1.1 + wait)
    sender.advance(wire, 1.1 + wait)
    assert "3" in wire.frames[-1]


def test_lost_answers_do_not_cost_their_places_for_ever() -> None:
    sender, wire = started()
    now = 1.0
    for n in range(30):
        sender.draw(frame(f"n {n:03}"))
        wait = sender.advance(wire, now)
        if n % 3:
            sender.pace.answered(now + 0.05)
        for _ in range(20):
            if wait is None:
                break
            now += wait
            asked = len(wire.chunks)
            wait = sender.advance(wire, now)
            if len(wire.chunks) > asked and wait is not None:
                sender.pace.answered(now + 0.05)
        now += 0.1
        assert f"{n % 10}" in wire.frames[-1]


def test_a_dead_link_gets_questions_only() -> None:
    sender, wire = started()
    now = 1.0
    while now < 61.0:
        sender.draw(frame(f"n {now:.2f}"))
        sender.advance(wire, now)
        now += 0.033
    assert len(wire.frames) == 2
    assert len(wire.chunks) < 12
    for _ in range(len(wire.chunks)):
        sender.pace.answered(now)
        sender.advance(wire, now)
    assert len(wire.frames) == 3
    assert f"{now - 0.033:.2f}"[-2:] in wire.frames[-1]


def test_bytes_the_terminal_did_not_take_hold_the_next_frame() -> None:
    sender, wire = started()
    wire.waiting = True
    sender.draw(frame("held"))
    assert sender.advance(wire, 1.0) is None
    assert wire.frames == []
    wire.waiting = False
    sender.advance(wire, 1.1)
    assert "held" in wire.frames[-1]


def test_what_changes_nothing_sends_nothing() -> None:
    sender, wire = started()
    sender.draw(frame("first"))
    sender.advance(wire, 1.0)
    assert wire.chunks == []


def test_the_round_trip_is_the_shortest_answer() -> None:
    pace = FlowControl()
    assert pace.round_trip is None
    for asked, took in enumerate((0.5, 0.125, 0.25, 0.25)):
        pace.asked(asked)
        pace.answered(asked + took)
    assert pace.round_trip == 0.125
    assert pace.longest == 0.5


def test_the_usual_time_of_a_frame_is_told_after_a_few() -> None:
    pace = FlowControl()
    told = []
    for asked, took in enumerate((0.5, 0.125, 0.25, 0.25, 1.0)):
        told.append(pace.frame_time)
        pace.asked(asked)
        pace.answered(asked + took)
    assert told == [None] * 5
    assert pace.frame_time == 0.25
    pace.begin_anew()
    assert pace.frame_time is None


@given(
    st.lists(st.sampled_from(["j", "\x1b[A", "本", "\x1b[<0;3;4M", "[0n", ANSWER]), max_size=12),
    st.data(),
)
def test_answers_are_taken_out_wherever_a_read_ends(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    answers = AnswerFilter()
    rest, count = "", 0
    for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
        kept, found = answers.filtered(text[start:end], is_expecting=True)
        rest += kept
        count += found
    rest += answers.released()
    assert rest == text.replace(ANSWER, "")
    assert count == text.count(ANSWER)


@pytest.mark.slow
def test_a_slow_terminal_shows_the_newest_state_and_no_other() -> None:
    with Session(panes("economical")) as session:
        session.until_text("state 0")
        session.until_quiet()
        session.answering = False
        before = len(session.received)
        for _ in range(60):
            session.press("j")
            session.pump(0.01)
        session.until_quiet(0.5)
        # Two frames, and a question or two in case an answer was lost.
        assert len(session.received) - before < 3 * 4096
        assert "state 60 " not in session.emulator.text()
        session.answering = True
        session.press("\x1b[0n" * session.owed)
        session.until_text("state 60 ")


@pytest.mark.slow
def test_a_dead_link_released_shows_the_newest_state() -> None:
    with Session(panes("economical", "wide")) as session:
        session.until_text("state 0")
        session.until_quiet()
        session.reading = False
        before = len(session.received)
        end = time.monotonic() + 3
        pressed = 0
        while time.monotonic() < end:
            session.press("j")
            pressed += 1
            time.sleep(0.02)
        session.reading = True
        session.until_text(f"state {pressed} ")
        session.until_quiet()
        assert len(session.received) - before < 4 * 4096
