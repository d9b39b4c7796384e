"""Output to the terminal: writes never block, and waiting bytes are kept in order.

If the terminal is closed, bytes are dropped; no write raises an error.
"""

import os
import select
import time
from contextlib import suppress


class NonBlockingWriter:
    """File of the terminal, opened a second time so that only our writes are non-blocking."""

    def __init__(self, descriptor: int) -> None:
        self.gone = False
        """True if the terminal has hung up, or did not take the last bytes."""
        self.sent = 0
        """Number of bytes that the terminal took."""
        self._kept = bytearray()
        self._own = False
        self.descriptor = descriptor
        with suppress(OSError):
            # Flags belong to the open file, which the shell shares: we need another one.
            self.descriptor = os.open(
                os.ttyname(descriptor),
                os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC,
            )
            self._own = True

    @property
    def waiting(self) -> bool:
        """True if the terminal has not taken all bytes yet."""
        return bool(self._kept)

    def send(self, data: bytes) -> None:
        """Write as many bytes as the terminal takes now; keep the others."""
        if not self.gone:
            self._kept += data
            self.flush()

    def flush(self) -> None:
        """Write as many of the waiting bytes as the terminal takes."""
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
        """Write the last waiting bytes, for at most `seconds`; then give the terminal up.

        Returns:
            True if all bytes were written.
        """
        end = time.monotonic() + seconds
        poll = select.poll()
        poll.register(self.descriptor, select.POLLOUT)
        self.flush()
        while self._kept and (remaining_time := end - time.monotonic()) > 0:
            poll.poll(remaining_time * 1000)
            self.flush()
            if self._kept:
                # A nearly full terminal may report room although a write fails.
                time.sleep(0.005)
        if self._kept:
            self._give_up()
        return not self.gone

    def _give_up(self) -> None:
        self.gone = True
        self._kept.clear()

    def close(self) -> None:
        """Close the terminal, and drop waiting bytes."""
        self._kept.clear()
        if self._own:
            self._own = False
            os.close(self.descriptor)
