"""The text of a `variorum.toml`, which reads back as the configuration it was made of."""

import json
from collections.abc import Iterable, Iterator, Mapping

from tui.corpus.configuration.corpus_config import CorpusConfig


def config_text(config: CorpusConfig) -> str:
    """Return the text of the file that states a configuration."""
    columns = dict(config.rules.columns)
    parts = (
        _value("title", config.title, "Above the list, and the heading of reports."),
        _list("order", config.order, "The order of the list; files that are not in it follow."),
        _list(
            "boilerplate",
            config.rules.boilerplate,
            "Paragraphs that carry no claim; * stands for any words.",
        ),
        _table("letters", config.letters, "The letter by which a source is cited."),
        _table("outlets", config.outlets, "By file, folder or pattern (*)."),
        _table("groups", config.groups, "By file, folder or pattern (*)."),
        _table("encodings", config.encodings, "Of files that are not UTF-8."),
        _table("tables.columns", columns, "The columns of tables that hold these values."),
        _table(
            "news",
            {"divider": config.rules.divider} if config.rules.divider else {},
            "The line between two articles of a plain text.",
        ),
    )
    return "\n".join("\n".join([*part, ""]) for part in map(list, parts) if part)


def _value(name: str, value: str, comment: str) -> Iterator[str]:
    if value:
        yield f"# {comment}"
        yield f"{name} = {_quote(value)}"


def _list(name: str, values: Iterable[str], comment: str) -> Iterator[str]:
    if rows := [f"  {_quote(value)}," for value in values]:
        yield f"# {comment}"
        yield from (f"{name} = [", *rows, "]")


def _table(name: str, values: Mapping[str, str], comment: str) -> Iterator[str]:
    if values:
        yield f"# {comment}"
        yield f"[{name}]"
        yield from (f"{_quote(key)} = {_quote(value)}" for key, value in values.items())


def _quote(text: str) -> str:
    """Return a string of TOML: its escapes are those of JSON, but for one sign more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
