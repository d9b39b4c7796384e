"""Keys are heard one at a time: the next only once what the last one asked for has the keyboard.

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

_HASTY: Final = 0.1
"""Seconds after a key within which what it did may not have happened yet."""
_LONGEST: Final = 2.0
"""Seconds a key waits at most: a disk that hangs must not take the keyboard away."""
_A_MOMENT: Final = 0.01


class KeyQueueApp(App[None]):
    """An application that waits for the effect of one key before it hears the next."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._hearing: asyncio.Task[None] | None = None
        self._last: events.Key | events.Paste | None = None
        self._came_back: events.Key | None = None
        """The last key that nobody below wanted for itself: what it is bound to was done."""
        self._heard = 0.0
        self._hearer: Callable[[], MessagePump | None] = _nobody
        """Who heard the last key, if there still is one: what was closed must be let go of."""

    async def on_event(self, event: events.Event) -> None:
        """Keep a key back that comes on the heels of another one."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            if isinstance(event, events.Key):
                self._came_back = event
        elif self._waiting or self._arrives_early(event):
            self._waiting.append(event)
            if self._hearing is None or self._hearing.done():
                self._hearing = asyncio.create_task(self._hear_waiting())
        else:
            await self._hear(event)

    async def _hear(self, event: events.Key | events.Paste) -> None:
        self._hearer = ref(self.focused or self.screen)
        self._last = event
        self._heard = monotonic()
        await super().on_event(event)

    def _arrives_early(self, event: events.Event) -> bool:
        """Whether the last key may change who is to hear this one."""
        if self._hearer() is self.focused and self._is_typed(self._last) and self._is_typed(event):
            return False
        if self._came_back is self._last and self._is_quiet:
            return self._is_asked
        return monotonic() - self._heard < _HASTY or self._is_asked

    def _is_typed(self, event: events.Event | None) -> bool:
        """Whether it is a letter for whoever has the keyboard, and no more."""
        at = self.focused
        if at is None or not isinstance(event, events.Key):
            return False
        return at.check_consume_key(event.key, event.character)

    async def _hear_waiting(self) -> None:
        while self._waiting:
            if self._arrives_early(self._waiting[0]):
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._settled(), _LONGEST)
            heard = asyncio.Event()
            self.call_later(self._hear_first, heard)
            await heard.wait()

    async def _hear_first(self, heard: asyncio.Event) -> None:
        await self._hear(self._waiting.popleft())
        heard.set()

    @property
    def _above(self) -> Iterator[MessagePump]:
        """Who heard the last key, and all above."""
        pump = self._hearer()
        while pump is not None:
            yield pump
            pump = parent_of(pump)

    @property
    def _is_quiet(self) -> bool:
        """Whether none of them has anything before it."""
        return all(pump.message_queue_size == 0 for pump in self._above if pump is not self)

    async def _settled(self) -> None:
        """Wait until whoever heard the last key, and all above, did what there was to do."""
        for pump in self._above:
            done = asyncio.Event()
            if pump.is_running and pump.call_later(done.set):
                await done.wait()
        while self._is_asked:  # noqa: ASYNC110 - Textual's workers say nothing when they end
            await asyncio.sleep(_A_MOMENT)

    @property
    def _is_asked(self) -> bool:
        """Whether something is about to take the keyboard."""
        return any(
            worker.group in FOCUS_GROUPS and not worker.is_finished for worker in self.workers
        )


def _nobody() -> None:
    """Give nobody: no key was heard yet."""
