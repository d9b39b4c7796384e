"""The key queue: a key is handled only after the effects of the key before it.

Over a slow link keys arrive in bundles; a note's first words must not be taken for commands.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from time import monotonic
from typing import Any, Final
from weakref import ref

from textual import events
from textual.app import App
from textual.message_pump import MessagePump

from tui.screens.base.worker_groups import FOCUS_GROUPS
from tui.textual_private import parent_of

_EARLY: Final = 0.1
"""Seconds after a key during which its effect may still be missing."""
_TIMEOUT: Final = 5.0
"""Longest wait of a key in seconds: a disk that hangs must not block the keyboard for ever."""
_POLL: Final = 0.01


class KeyQueueApp(App[None]):
    """An application that waits for the effect of one key before it handles the next."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._handling: asyncio.Task[None] | None = None
        self._last: events.Key | events.Paste | None = None
        self._returned: events.Key | None = None
        """The last key that came back from the widgets unused; its binding has run."""
        self._handled_at = 0.0
        self._receiver: Callable[[], MessagePump | None] = _no_receiver
        """The widget that got the last key, if it still exists; a weak reference."""

    async def on_event(self, event: events.Event) -> None:
        """Queue a key that follows another one too closely."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            if isinstance(event, events.Key):
                self._returned = event
        elif self._waiting or self._arrives_early(event):
            self._waiting.append(event)
            if self._handling is None or self._handling.done():
                self._handling = asyncio.create_task(self._handle_waiting())
        else:
            await self._handle(event)

    async def _handle(self, event: events.Key | events.Paste) -> None:
        self._receiver = ref(self.focused or self.screen)
        self._last = event
        self._handled_at = monotonic()
        await super().on_event(event)

    def _arrives_early(self, event: events.Event) -> bool:
        """Return True if the last key may still move the focus before `event`."""
        if (
            self._receiver() is self.focused
            and self._is_typed(self._last)
            and self._is_typed(event)
        ):
            return False
        if self._returned is self._last and self._is_quiet:
            return self._is_focus_moving
        return monotonic() - self._handled_at < _EARLY or self._is_focus_moving

    def _is_typed(self, event: events.Event | None) -> bool:
        """Return True if `event` is a character that the focused widget types."""
        widget = self.focused
        if widget is None or not isinstance(event, events.Key):
            return False
        return widget.check_consume_key(event.key, event.character)

    async def _handle_waiting(self) -> None:
        while self._waiting:
            if self._arrives_early(self._waiting[0]):
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._settle(), _TIMEOUT)
            handled = asyncio.Event()
            self.call_later(self._handle_first, handled)
            await handled.wait()

    async def _handle_first(self, handled: asyncio.Event) -> None:
        await self._handle(self._waiting.popleft())
        handled.set()

    @property
    def _receivers(self) -> Iterator[MessagePump]:
        """The widget that got the last key, and its ancestors."""
        pump = self._receiver()
        while pump is not None:
            yield pump
            pump = parent_of(pump)

    @property
    def _is_quiet(self) -> bool:
        """True if none of them has a message in its queue."""
        return all(pump.message_queue_size == 0 for pump in self._receivers if pump is not self)

    async def _settle(self) -> None:
        """Wait until the widget that got the last key, and its ancestors, have no message left."""
        for pump in self._receivers:
            done = asyncio.Event()
            if pump.is_running and pump.call_later(done.set):
                await done.wait()
        while self._is_focus_moving:  # noqa: ASYNC110 - Textual's workers say nothing when they end
            await asyncio.sleep(_POLL)

    @property
    def _is_focus_moving(self) -> bool:
        """True if a worker may be about to move the focus."""
        return any(
            worker.group in FOCUS_GROUPS and not worker.is_finished for worker in self.workers
        )


def _no_receiver() -> None:
    """Return None: no key was pressed yet."""
