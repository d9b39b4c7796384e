"""Which themes stay readable at a number of colours: grounds and marks must remain told apart.

Where one does not, another of the same lightness stands in for it.
"""

from itertools import combinations
from typing import Final

from rich.color import Color, ColorSystem
from textual.color import Color as Shade
from textual.theme import Theme

DARK: Final = "textual-dark"
LIGHT: Final = "textual-light"
ANSI: Final = ("ansi-dark", "ansi-light")
"""In the terminal's own colours: marks are told by attributes."""
_SYSTEMS: Final = {16: ColorSystem.STANDARD, 256: ColorSystem.EIGHT_BIT}
PLAIN: Final = "text"
_HIT: Final = 0.3
"""How much of the warning colour lies under a hit, as in the stylesheet."""


def shades(theme: Theme) -> tuple[dict[str, Shade], dict[str, Shade]]:
    """Give the grounds and the inks that must be told apart, by what they are for."""
    made = theme.to_color_system().generate()
    ground = Shade.parse(made["background"])
    grounds = {
        "background": ground,
        "surface": Shade.parse(made["surface"]),
        "panel": Shade.parse(made["panel"]),
        "here": Shade.parse(made["surface-lighten-1"]),
        "hit": ground.blend(Shade.parse(made["warning"]), _HIT),
    }
    inks = {
        PLAIN: Shade.parse(made["foreground"]),
        "shared": Shade.parse(made["text-accent"]),
        "only here": Shade.parse(made["text-warning"]),
    }
    return grounds, inks


def collapsed(theme: Theme, colours: int) -> list[tuple[str, str]]:
    """Give the pairs that look the same at so many colours; none if the theme can be used."""
    system = _SYSTEMS.get(colours)
    if system is None or theme.name in ANSI:
        return []
    grounds, inks = shades(theme)
    # Inks are told from each other by signs and attributes; from plain text also by their colour.
    pairs = [*combinations(grounds, 2), *[(PLAIN, ink) for ink in inks if ink != PLAIN]]
    all_shades = {**grounds, **inks}
    shown = {name: _shown(shade, system) for name, shade in all_shades.items()}
    return [(one, other) for one, other in pairs if shown[one] == shown[other]]


def stand_in(theme: Theme, colours: int) -> str:
    """Give the name of the theme to show: this one, or the one that takes its place."""
    if colours <= 16:  # noqa: PLR2004  # the terminal's own palette
        return theme.name if theme.name in ANSI else ANSI[not theme.dark]
    if not collapsed(theme, colours):
        return theme.name
    return DARK if theme.dark else LIGHT


def _shown(shade: Shade, system: ColorSystem) -> int | None:
    """Give the number of the colour that is sent in place of a shade."""
    return Color.from_rgb(*shade.rgb).downgrade(system).number
