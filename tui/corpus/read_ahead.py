"""Reading of files in order; files that need a reader of their format are read ahead.

Such readers run in processes of their own, with a waiting thread for each core.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from tui.corpus.corpus_file import CorpusFile
from tui.formats.detection import TEXT_ENDINGS
from tui.lazy_imports import lazy_imports

with lazy_imports():
    from concurrent import futures

_WAITING = 8
"""Largest number of files for each core that are read ahead."""
_Read = TypeVar("_Read")


def read_ahead(
    files: Iterable[Path | CorpusFile], read: Callable[[Path], list[_Read]]
) -> Iterator[list[_Read] | list[CorpusFile]]:
    """Yield the result of `read` for each path, in order; corpus files are passed on in a list."""
    cores = os.cpu_count() or 1
    queue: deque[Callable[[], list[_Read] | list[CorpusFile]]] = deque()
    threads: futures.ThreadPoolExecutor | None = None
    try:
        for file in files:
            if isinstance(file, CorpusFile):
                queue.append(partial(list, (file,)))
            elif file.suffix.lower() in TEXT_ENDINGS:
                queue.append(partial(read, file))
            else:
                threads = threads or futures.ThreadPoolExecutor(cores, "read-ahead")
                queue.append(threads.submit(read, file).result)
            while queue and (threads is None or len(queue) > _WAITING * cores):
                yield queue.popleft()()
        while queue:
            yield queue.popleft()()
    finally:
        if threads:
            threads.shutdown(wait=False, cancel_futures=True)
