"""Styles in escape sequences: reading of SGR parameters, and the shortest change between styles.

Only the codes that Textual sends are known; all others are reported as unknown.
"""

from functools import lru_cache
from typing import Final

from tui.terminal.screen.cells import ATTRIBUTE_CODES, PLAIN, Style, attribute_bits

_OFF: Final = {
    22: attribute_bits((1, 2)),
    23: attribute_bits((3,)),
    24: attribute_bits((4, 21)),
    25: attribute_bits((5, 6)),
    27: attribute_bits((7,)),
    28: attribute_bits((8,)),
    29: attribute_bits((9,)),
    54: attribute_bits((51, 52)),
    55: attribute_bits((53,)),
}
_FOREGROUNDS: Final = frozenset(map(str, (*range(30, 38), *range(90, 98))))
_BACKGROUNDS: Final = frozenset(map(str, (*range(40, 48), *range(100, 108))))
_EXTENDED: Final = {"2": 5, "5": 3}
"""Number of parameters of an extended colour, by its second parameter."""


@lru_cache(maxsize=4096)
def restyled(style: Style, parameters: str) -> Style | None:
    """Return the style after these SGR parameters; None if one of them is unknown."""
    codes = parameters.split(";")
    index = 0
    while index < len(codes):
        code = codes[index]
        if code in ("38", "48"):
            length = _EXTENDED.get(codes[index + 1] if index + 1 < len(codes) else "", 0)
            colour = ";".join(codes[index : index + length])
            if not length or len(codes) < index + length:
                return None
            style = (
                style._replace(foreground=colour)
                if code == "38"
                else style._replace(background=colour)
            )
            index += length
            continue
        new_style = _after_code(style, code)
        if new_style is None:
            return None
        style = new_style
        index += 1
    return style


def _after_code(style: Style, code: str) -> Style | None:
    if code in _FOREGROUNDS or code == "39":
        return style._replace(foreground="" if code == "39" else code)
    if code in _BACKGROUNDS or code == "49":
        return style._replace(background="" if code == "49" else code)
    number = int(code or 0) if (code or "0").isdecimal() else -1
    if number == 0:
        return PLAIN._replace(link=style.link)
    if number in ATTRIBUTE_CODES:
        return style._replace(attributes=style.attributes | attribute_bits((number,)))
    if number in _OFF:
        return style._replace(attributes=style.attributes & ~_OFF[number])
    return None


@lru_cache(maxsize=1024)
def transition(pen: Style | None, style: Style) -> str:
    """Return the shortest text that changes the terminal's pen, None if unknown, to a style."""
    link = pen.link if pen is not None else ""
    text = "" if link == style.link else f"\x1b]8;{style.link or ';'}\x1b\\"
    from_default = ";".join(["0", *_missing_codes(0, style), *_colours(PLAIN, style)])
    candidates = ["" if from_default == "0" else from_default]
    if pen is not None:
        if pen._replace(link=style.link) == style:
            return text
        off_codes = [
            str(code) for code, bits in _OFF.items() if pen.attributes & ~style.attributes & bits
        ]
        kept_attributes = pen.attributes
        for code in off_codes:
            kept_attributes &= ~_OFF[int(code)]
        candidates.append(
            ";".join([*off_codes, *_missing_codes(kept_attributes, style), *_colours(pen, style)])
        )
    return f"{text}\x1b[{min(candidates, key=len)}m"


def _missing_codes(attributes: int, style: Style) -> list[str]:
    missing_attributes = style.attributes & ~attributes
    return [str(code) for bit, code in enumerate(ATTRIBUTE_CODES) if missing_attributes & 1 << bit]


def _colours(pen: Style, style: Style) -> list[str]:
    colours = []
    if pen.foreground != style.foreground:
        colours.append(style.foreground or "39")
    if pen.background != style.background:
        colours.append(style.background or "49")
    return colours
