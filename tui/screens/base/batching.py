"""Work beside the screen, handed over in batches that cost the screen little."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_Item = TypeVar("_Item")


def batches(
    items: Iterable[_Item], cancelled: Callable[[], bool], seconds: float = 0.1
) -> Iterator[tuple[list[_Item], bool]]:
    """Lists of `items`, each after at most some `seconds` of work, and whether it is the last.

    Ends without a last one when `cancelled`.
    """
    batch: list[_Item] = []
    due = time.monotonic() + seconds
    for item in items:
        if cancelled():
            return
        batch.append(item)
        if time.monotonic() > due:
            yield batch, False
            batch, due = [], time.monotonic() + seconds
    yield batch, True
