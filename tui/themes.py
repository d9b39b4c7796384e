"""Computes the colours of the screen from a theme, so that every text on it can be read.

A theme gives the page and the hues. This module adds contrast, as WCAG 2 defines it: text has at
least 7:1 on every ground, dim text and signs 4.5:1, and the passage on the reading line differs
from the page by 1.3:1. On a terminal with 256 colours every colour is one of these, chosen here, so
that the terminal changes none. On one with 16 its own colours are used, in a few pairs that can be
read in any palette: the default ones, bright black, and black on a colour.
"""

from collections.abc import Callable, Mapping
from functools import cache
from itertools import chain
from typing import Final, NamedTuple

from rich.color import Color as TerminalColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

DARK: Final = "textual-dark"
LIGHT: Final = "textual-light"
ANSI: Final = ("ansi-dark", "ansi-light")
"""Themes in the terminal's own colours, a dark and a light one."""

TEXT_CONTRAST: Final = 7.0
DIM_CONTRAST: Final = 4.5
BAND_CONTRAST: Final = 1.3
"""Contrast of the passage being read with the page."""
_BAND_MOST: Final = 1.9
"""Above it the band is louder than the marks on it."""

MARKS: Final = 5
"""Kinds of marks that a reader can give a note."""

_FEW, _MANY = 16, 256
_NEAR: Final = 1.25
"""Contrast to the wanted colour up to which one of the 256 may stand for a page."""
_STEPS: Final = 50
_HUES_APART: Final = 40 / 360
_HUE: Final = 30 / 360
_GREY: Final = 24
"""Difference of the parts of a colour, of 255, below which it is a grey."""
_WHITE, _BLACK = Color(255, 255, 255), Color(0, 0, 0)
_TINTS: Final = (
    ("warning", 0.22),
    ("success", 0.22),
    ("error", 0.22),
    ("primary", 0.3),
    ("secondary", 0.3),
)
"""The hues of the marks, and the share of each that is blended with the page."""
_MARKS_OF_256: Final = tuple(
    map(Color.parse, ("#ffd787", "#afd787", "#ffafaf", "#87afff", "#d7afff"))
)
_HIT_OF_256: Final = Color.parse("#ffff5f")
"""The 256 colours have hardly any dark tints for white text: these are for black text."""


class Palette(NamedTuple):
    """The colours of the screen, each with one meaning."""

    background: Color
    surface: Color
    """Ground of dialogs, the status line and prompts."""
    band: Color
    """Ground of the passage being read, and of a chosen row."""
    hit: Color
    """Ground of the hits of a search."""
    marks: tuple[Color, ...]
    """Grounds of the reader's own marks."""
    on_marks: Color
    """Ink on marks and on the hits of a search."""
    foreground: Color
    dim: Color
    current: Color
    """The reader's position: the reading line, the pane with the keyboard, the chosen card."""
    differs: Color
    """A value that is another one elsewhere."""
    only_here: Color
    """Passages that no other article has."""
    note: Color
    """The reader's own notes."""

    def by_variable(self) -> dict[str, Color]:
        """Return the colours by the names of the stylesheets' variables."""
        single = [name for name in self._fields if name != "marks"]
        return {
            **{name.replace("_", "-"): getattr(self, name) for name in single},
            **{f"mark-{n}": mark for n, mark in enumerate(self.marks, 1)},
        }


ANSI_VARIABLES: Final[Mapping[str, str]] = {
    "band": "ansi_default",
    "hit": "ansi_bright_green",
    **{
        f"mark-{n}": f"ansi_bright_{hue}"
        for n, hue in enumerate(("yellow", "green", "red", "blue", "magenta"), 1)
    },
    "on-marks": "ansi_black",
    "dim": "ansi_bright_black",
    "current": "ansi_default",
    "differs": "ansi_default",
    "only-here": "ansi_default",
    "note": "ansi_default",
}
"""With 16 colours: grounds bear black text, and attributes distinguish the inks."""


def variables(theme: Theme, colours: int) -> Mapping[str, str]:
    """Return the stylesheets' variables for a theme on a terminal with so many colours."""
    if colours <= _FEW or theme.name in ANSI:
        return ANSI_VARIABLES
    colors = palette(theme, colours).by_variable()
    convert = _find_source if colours <= _MANY else lambda color: color
    return {name: convert(color).hex for name, color in colors.items()}


def stand_in(theme: Theme, colours: int) -> str:
    """Return the name of the theme to show: this one, or with 16 colours one that can be shown."""
    if colours <= _FEW:
        return theme.name if theme.name in ANSI else ANSI[not theme.dark]
    return theme.name


def palette(theme: Theme, colours: int = 1 << 24) -> Palette:
    """Return the colours for `theme` on a terminal with 256 or more colours."""
    theme_colors = _theme_colors(theme)
    is_exact = colours > _MANY
    choose = _ColorChoice(() if is_exact else _colors_of_256())
    page = choose.nearest(theme_colors["background"], _near(theme_colors["background"]))
    extreme = _WHITE if contrast(page, _WHITE) > contrast(page, _BLACK) else _BLACK
    surface = choose.nearest(theme_colors["surface"], _near(theme_colors["surface"]))
    band = choose.nearest(
        _blend_until(page, extreme, lambda color: contrast(color, page) >= BAND_CONTRAST),
        lambda color: BAND_CONTRAST <= contrast(color, page) <= _BAND_MOST,
    )
    grounds = (page, surface, band)

    def ground(name: str, share: float) -> Color:
        color = page.blend(theme_colors[name], share)
        return _blend_until(color, page, _readable((extreme,), TEXT_CONTRAST))

    def ink(hue: Color, ratio: float) -> Color:
        fits = _readable(grounds, ratio)
        return choose.nearest(_blend_until(hue, extreme, fits), fits)

    foreground = ink(theme_colors["foreground"], TEXT_CONTRAST)
    current, differs, only_here, note = (ink(hue, DIM_CONTRAST) for hue in _hues(theme_colors))
    return Palette(
        background=page,
        surface=surface,
        band=band,
        hit=ground("warning", 0.45) if is_exact else _HIT_OF_256,
        marks=tuple(ground(*tint) for tint in _TINTS) if is_exact else _MARKS_OF_256,
        on_marks=extreme if is_exact else _BLACK,
        foreground=foreground,
        dim=ink(foreground.blend(page, 0.4), DIM_CONTRAST),
        current=current,
        differs=differs,
        only_here=only_here,
        note=note,
    )


class _ColorChoice:
    """Chooses colours that a terminal can show, each of them once."""

    def __init__(self, colors: tuple[Color, ...]) -> None:
        self._unused = list(colors)
        self._is_free = not colors

    def nearest(self, color: Color, fits: Callable[[Color], bool]) -> Color:
        """Return the nearest that fits and has the hue, else the nearest that fits, else any."""
        if self._is_free:
            return color
        by_distance = sorted(self._unused, key=lambda candidate: _distance(candidate, color))
        of_hue = (c for c in by_distance if _has_hue_of(c, color) and fits(c))
        of_any_hue = (c for c in by_distance if fits(c))
        choice = next(chain(of_hue, of_any_hue), by_distance[0])
        self._unused.remove(choice)
        return choice


def _has_hue_of(candidate: Color, color: Color) -> bool:
    if _chroma(color) < _GREY:
        return _chroma(candidate) == 0
    return (
        _chroma(color) / 2 <= _chroma(candidate) <= 2 * _chroma(color) + _GREY
        and _hue_distance(candidate, color) <= _HUE
    )


@cache
def _chroma(color: Color) -> int:
    return max(color.rgb) - min(color.rgb)


def contrast(first: Color, second: Color) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@cache
def _luminance(color: Color) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _near(wanted: Color) -> Callable[[Color], bool]:
    return lambda color: contrast(color, wanted) <= _NEAR


def _readable(grounds: tuple[Color, ...], ratio: float) -> Callable[[Color], bool]:
    return lambda color: all(contrast(color, ground) >= ratio for ground in grounds)


def _blend_until(color: Color, towards: Color, fits: Callable[[Color], bool]) -> Color:
    """Return the first colour on the way from one to another that fits, or the last."""
    blends = (color.blend(towards, step / _STEPS) for step in range(_STEPS + 1))
    return next((blend for blend in blends if fits(blend)), towards)


def _hues(theme_colors: Mapping[str, Color]) -> list[Color]:
    """Return four colours of a theme with different hues; missing ones are made from the first."""
    names = ("accent", "warning", "success", "secondary", "primary", "error")
    hues: list[Color] = []
    for color in (theme_colors[name] for name in names):
        if color.hsl.s and all(_differ_in_hue(color, hue) for hue in hues):
            hues.append(color)
    first = hues[0] if hues else Color.parse("orange")
    for step in range(1, 9):
        color = Color.from_hsl((first.hsl.h + step / 9) % 1, max(0.5, first.hsl.s), 0.5)
        if all(_differ_in_hue(color, hue) for hue in hues):
            hues.append(color)
    return hues[:4]


def _differ_in_hue(first: Color, second: Color) -> bool:
    return _hue_distance(first, second) >= _HUES_APART


def _hue_distance(first: Color, second: Color) -> float:
    distance = abs(_hue(first) - _hue(second))
    return min(distance, 1 - distance)


def _theme_colors(theme: Theme) -> dict[str, Color]:
    values = theme.to_color_system().generate()
    names = ("background", "surface", "foreground", "accent", "warning", "success", "error")
    return {name: Color.parse(values[name]) for name in (*names, "primary", "secondary")}


def _distance(first: Color, second: Color) -> float:
    """Return the visual distance of two colours ("redmean", an approximation by T. Riemersma)."""
    mean = (first.r + second.r) / 2
    red, green, blue = (x - y for x, y in zip(first.rgb, second.rgb, strict=True))
    return (2 + mean / 256) * red**2 + 4 * green**2 + (2 + (255 - mean) / 256) * blue**2


@cache
def _hue(color: Color) -> float:
    return color.hsl.h


@cache
def _colors_of_256() -> tuple[Color, ...]:
    """Return the colours that a terminal with 256 has, without the first sixteen."""
    return tuple(_rgb(number) for number in range(16, 256))


@cache
def _find_source(color: Color) -> Color:
    """Return the colour that Rich sends as this one of the 256: it shifts the lighter greys."""
    shifts = sorted(range(-12, 13), key=abs)
    nearby = (_shift(color, shift) for shift in shifts)
    return next((source for source in nearby if downgrade(source) == color), color)


def _shift(color: Color, shift: int) -> Color:
    red, green, blue = (min(255, max(0, part + shift)) for part in color.rgb)
    return Color(red, green, blue)


def downgrade(color: Color) -> Color:
    """Return the colour that a terminal with 256 colours shows instead of `color`."""
    number = TerminalColor.from_rgb(*color.rgb).downgrade(ColorSystem.EIGHT_BIT).number
    return _rgb(number or 0)


def _rgb(number: int) -> Color:
    return Color(*TerminalColor.from_ansi(number).get_truecolor())
