"""The columns that all tables of a corpus have in common.

Those of one table are guessed by `formats.databases.tables`, in a process with limits.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tui.corpus.extracted.extraction import guess_columns
from tui.corpus.file_contents import LARGEST, ContentsError, read_contents
from tui.formats.detection import FileFormat, format_to_extract
from tui.formats.extracted_article import ExtractionError


def common_columns(files: Iterable[Path]) -> dict[str, str]:
    """Return the column of each value, as far as all tables among `files` have the same one."""
    common: dict[str, str] | None = None
    for path in dict.fromkeys(files):
        with suppress(ContentsError, ExtractionError, OSError):
            _, data = read_contents(path, LARGEST)
            if format_to_extract(data, path.name) is FileFormat.TABLE:
                columns = guess_columns(data)
                candidates = columns if common is None else common
                common = {v: c for v, c in candidates.items() if columns.get(v) == c}
    return common or {}
