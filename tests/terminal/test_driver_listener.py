"""A key is heard in time, whatever the terminal answers meanwhile."""

import os
import threading
import time

from textual.events import Key
from textual.message import Message

from tui.terminal.input.input_thread import InputCallbacks, Listener

LIMIT = 10.0


def test_an_answer_that_comes_between_does_not_swallow_a_lone_escape() -> None:
    keyboard, terminal = os.pipe()
    heard: list[Message] = []
    answers: list[int] = []
    listener = Listener(keyboard, InputCallbacks(heard.append, answers.append, lambda: False))
    thread = threading.Thread(target=listener.run)
    thread.start()
    try:
        os.write(terminal, b"\x1b")
        time.sleep(0.01)  # in a read of its own, and before the escape is given up waiting for
        os.write(terminal, b"\x1b[0n")
        end = time.monotonic() + LIMIT
        while not heard and time.monotonic() < end:
            time.sleep(0.01)
        assert [message.key for message in heard if isinstance(message, Key)] == ["escape"]
        assert answers == [1]
    finally:
        listener.leave()
        thread.join()
        listener.close()
        os.close(keyboard)
        os.close(terminal)
