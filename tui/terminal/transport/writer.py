"""The way out to the terminal: bytes are written without ever blocking, the rest kept in order.

A terminal that is gone takes everything and keeps nothing: no write raises.
"""

import os
import select
import time
from contextlib import suppress


class NonBlockingWriter:
    """A terminal's file, opened a second time so that only our writes are non-blocking."""

    def __init__(self, descriptor: int) -> None:
        self.gone = False
        """True if the terminal has hung up, or would not take the last bytes."""
        self.sent = 0
        """Bytes handed to the terminal so far."""
        self._kept = bytearray()
        self._own = False
        self.descriptor = descriptor
        with suppress(OSError):
            # Flags belong to the open file, which the shell shares: ours must be another one.
            self.descriptor = os.open(
                os.ttyname(descriptor),
                os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC,
            )
            self._own = True

    @property
    def waiting(self) -> bool:
        """True if bytes are kept that the terminal has not taken yet."""
        return bool(self._kept)

    def send(self, data: bytes) -> None:
        """Write the bytes, as many as the terminal takes now; the rest is kept."""
        if not self.gone:
            self._kept += data
            self.flush()

    def flush(self) -> None:
        """Write what is kept, as far as the terminal takes it."""
        while self._kept:
            try:
                count = os.write(self.descriptor, self._kept)
            except (BlockingIOError, InterruptedError):
                return
            except OSError:
                self._give_up()
                return
            self.sent += count
            del self._kept[:count]

    def drain(self, seconds: float) -> bool:
        """Write the last of what is kept, waiting at most so long; then the terminal is gone.

        Says whether all went out.
        """
        end = time.monotonic() + seconds
        poll = select.poll()
        poll.register(self.descriptor, select.POLLOUT)
        self.flush()
        while self._kept and (left := end - time.monotonic()) > 0:
            poll.poll(left * 1000)
            self.flush()
            if self._kept:
                # A nearly full terminal reports room that a write does not find.
                time.sleep(0.005)
        if self._kept:
            self._give_up()
        return not self.gone

    def _give_up(self) -> None:
        self.gone = True
        self._kept.clear()

    def close(self) -> None:
        """Let go of the terminal, and of what it did not take."""
        self._kept.clear()
        if self._own:
            self._own = False
            os.close(self.descriptor)
