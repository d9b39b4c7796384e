"""The colours of the report's page, light and dark, each with one meaning.

Text has a contrast of at least 7:1 to its backgrounds, secondary text 4.5:1, and the shapes of
plots 3:1 (WCAG 2.2); `tests/exports/test_report_page.py` computes it.
"""

from collections.abc import Mapping
from typing import Final

Palette = Mapping[str, str]

LIGHT: Final[Palette] = {
    "page": "#ffffff",
    "panel": "#f3f4f6",
    "text": "#1a1c20",
    "dim": "#555b66",
    "line": "#c9ced6",
    "link": "#0b4a8f",
    "differs": "#8a2a0a",
    "differs-ground": "#ffe4d6",
    "only": "#5a3b9c",
    "only-ground": "#ece5fb",
    "note": "#0c5238",
    "verbatim": "#16437e",
    "close": "#2f6db5",
    "reworded": "#4a8a9a",
    "meaning": "#6f7f52",
    "rest": "#868d98",
}
"""The light palette, also for white paper."""

DARK: Final[Palette] = {
    "page": "#14161a",
    "panel": "#1e2127",
    "text": "#e9ebef",
    "dim": "#aab1bd",
    "line": "#3c424d",
    "link": "#9cc8ff",
    "differs": "#ffb190",
    "differs-ground": "#4a2415",
    "only": "#cdb8ff",
    "only-ground": "#35284f",
    "note": "#93dcb8",
    "verbatim": "#a9cdfb",
    "close": "#6fa8ea",
    "reworded": "#58a9bc",
    "meaning": "#9fb178",
    "rest": "#7d8592",
}

INKS: Final = ("text", "link", "differs", "only", "note")
"""Colours of text."""
GROUNDS: Final = ("page", "panel")
"""Backgrounds of text."""
MARKED: Final = ("differs-ground", "only-ground")
"""Backgrounds of ordinary text with marked words."""
SHAPES: Final = ("verbatim", "close", "reworded", "meaning", "differs", "only", "rest")
"""Colours of shapes in plots."""
