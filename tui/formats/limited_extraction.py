"""Extraction in a process with limits, for formats whose parsers are often attacked."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from tui.formats.extracted_article import (
    ComputingError,
    ExtractedArticle,
    ExtractionError,
    Limits,
)
from tui.processes.limited_process import (
    ComputingLimitError,
    LimitedProcesses,
    ProcessLimitError,
    ProcessLimits,
)

_Values = list[str | bool]


def extract_with_limits(
    processes: LimitedProcesses,
    reader: str,
    data: bytes,
    limits: Limits = Limits(),
    *,
    options: Mapping[str, object] = MappingProxyType({}),
    process_limits: ProcessLimits = ProcessLimits(),
) -> tuple[ExtractedArticle, ...]:
    """Return the articles that the module `reader` extracts from `data` in one of `processes`.

    `options` are further arguments of the reader's `extract`, as values of JSON. `limits` are those
    that the reader keeps, and `process_limits` those that its process is held to.

    Raises:
        ComputingError: If it takes more seconds of CPU than it may.
        ExtractionError: If there is no article, or another limit was reached; the message is the
            reason.
    """
    function = f"{__name__}.{extract_values.__name__}"
    try:
        value_lists = processes.run(
            function,
            data,
            reader,
            list(limits),
            dict(options),
            modules=[reader],
            limits=process_limits,
        )
    except ComputingLimitError as error:
        raise ComputingError(str(error)) from error
    except ProcessLimitError as error:
        raise ExtractionError(str(error)) from error
    return tuple(_article(values) for values in value_lists)


def extract_values(
    data: bytes, reader: str, limits: list[int], options: dict[str, Any]
) -> Iterator[_Values]:
    """Yield the articles as lists of their values; this runs in the process with limits."""
    extract = import_module(reader).extract
    for article in extract(data, Limits(*limits), **options):
        yield list(article)


def _article(values: object) -> ExtractedArticle:
    """Return the article with these values, which come from a process that is not trusted."""
    fields = ExtractedArticle._field_defaults | {"text": ""}
    if not isinstance(values, list) or len(values) != len(fields):
        raise ExtractionError("its reader failed")
    for name, value in zip(ExtractedArticle._fields, values, strict=True):
        if type(value) is not type(fields[name]):
            raise ExtractionError("its reader failed")
    return ExtractedArticle(*values)
