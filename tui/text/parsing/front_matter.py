"""Front matter: metadata between lines of `---` or `+++` at the beginning of a text.

A block with any line that is not metadata is text, and stays.
"""

import re

from tui.lazy_imports import lazy_imports
from tui.text.sanitization import clean, clean_line

with lazy_imports():
    import json
    import tomllib

_OPENING = re.compile(r"(---|\+\+\+)[ \t]*\n")
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+{3}[ \t]*$", re.MULTILINE),
}
_YAML = re.compile(r"[ \t]*$|[ \t]*#|[ \t]+\S|-(?:\s|$)|[^\s:#>*\[][^:]*:(?:\s|$)|[\]}]")
_TITLE = re.compile(r"^[\"']?title[\"']?[ \t]*:[ \t]*(.*)$", re.IGNORECASE | re.MULTILINE)
_FOLDED = re.compile(r"[>|][+-]?\d?[ \t]*$")
_FIELD = re.compile(r"([A-Za-z_-]+)[ \t]*[:=][ \t]*(\S.*)$")
_VALUE = 200
"""Largest length of a value in code points; the rest is cut off."""
_ADDRESS = 2_000
"""Largest length of a web address in code points."""
_LONGEST = 100_000
"""Largest length of front matter in code points."""


def without_front_matter(text: str) -> tuple[str, str]:
    """Return `text` with spaces in place of front matter, and the title in it or an empty string.

    Offsets do not change.
    """
    opening = _OPENING.match(text)
    closing = (
        _CLOSING[opening[1]].search(text, opening.end(), opening.end() + _LONGEST)
        if opening
        else None
    )
    if opening is None or closing is None:
        return text, ""
    metadata_text = text[opening.end() : closing.start()]
    title = _toml_title(metadata_text) if opening[1] == "+++" else _yaml_title(metadata_text)
    if title is None:
        return text, ""
    blank = "".join("\n" if c == "\n" else " " for c in text[: closing.end()])
    return blank + text[closing.end() :], title


def fields(text: str) -> dict[str, str]:
    """Return the one-line fields of the front matter of a file's own text, by lower-case name.

    Nested values and lists are left out. Values are cleaned, because they are passed to other
    programs.
    """
    text, _ = clean(text[: 2 * _LONGEST])
    opening = _OPENING.match(text)
    body, _ = without_front_matter(text)
    if opening is None or body == text:
        return {}
    closing = _CLOSING[opening[1]].search(text, opening.end(), opening.end() + _LONGEST)
    metadata_text = text[opening.end() : closing.start()] if closing else ""
    matches = (_FIELD.match(line) for line in metadata_text.split("\n"))
    pairs = (
        (match[1].lower().replace("-", "_"), _unquote(match[2].strip()))
        for match in matches
        if match
    )
    return {name: clean_line(value, _limit(value)) for name, value in pairs if value}


def _limit(value: str) -> int:
    return _ADDRESS if value.startswith(("http://", "https://")) else _VALUE


def _yaml_title(metadata_text: str) -> str | None:
    """Return the title in YAML; an empty string without a title, None if it is not YAML."""
    if not all(map(_YAML.match, metadata_text.split("\n"))):
        return None
    match = _TITLE.search(metadata_text)
    if match is None:
        return ""
    value = match[1].strip()
    if _FOLDED.match(value):
        continuation = re.match(r"(?:\n(?:[ \t]+.*|[ \t]*))*", metadata_text[match.end() :])
        value = " ".join(continuation[0].split()) if continuation else ""
    return _unquote(value)


def _unquote(value: str) -> str:
    """Return a value without its quotes, and with the characters that stand for others in them."""
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"' and "\\" in value:
        try:
            return clean_line(str(json.loads(value)), _LONGEST)  # most escapes of YAML are JSON's
        except ValueError:
            pass
    return value.strip("\"'")


def _toml_title(metadata_text: str) -> str | None:
    """Return the title in TOML; an empty string without a title, None if it is not TOML."""
    try:
        values = tomllib.loads(metadata_text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    title = {name.lower(): value for name, value in values.items()}.get("title", "")
    return title if isinstance(title, str) else ""
