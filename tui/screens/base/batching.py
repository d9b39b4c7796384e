"""Batches of results from a worker: fewer messages keep the screen quick."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_Item = TypeVar("_Item")


def batches(
    items: Iterable[_Item],
    cancelled: Callable[[], bool],
    seconds: float = 0.1,
    *,
    is_urgent: Callable[[_Item], bool] = lambda _: False,
) -> Iterator[tuple[list[_Item], bool]]:
    """Yield lists of `items`, each after about `seconds` of work, and True with the last one.

    A list ends with an item that is urgent. It stops without a last one if `cancelled` returns
    True.
    """
    batch: list[_Item] = []
    due = time.monotonic() + seconds
    for item in items:
        if cancelled():
            return
        batch.append(item)
        if time.monotonic() > due or is_urgent(item):
            yield batch, False
            batch, due = [], time.monotonic() + seconds
    yield batch, True
