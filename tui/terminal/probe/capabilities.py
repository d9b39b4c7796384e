"""Capabilities of the terminal, derived from the environment and from its answers.

Each has its reason; this module sends no query.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

COLOURS_NONE: Final = 0
COLOURS_16: Final = 16
COLOURS_256: Final = 256
COLOURS_TRUE: Final = 1 << 24

_CERTAIN_TRUECOLOUR: Final = ("kitty", "ghostty", "foot", "alacritty", "wezterm", "direct")
_ASKED_FOR: Final = {"truecolor": COLOURS_TRUE, "256": COLOURS_256, "standard": COLOURS_16}
_ON_THE_CONSOLE: Final = ("linux",)
_MARKS_IN_THE_CELL: Final = ("kitty", "ghostty")
"""Terminals that draw every mark in the cell of its letter."""
_SSH: Final = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")


class Answers(NamedTuple):
    """Answers of a terminal; None if it was not asked or didn't answer."""

    synchronised_output: bool | None = None
    kitty_keyboard: bool | None = None
    clipboard: bool | None = None
    """True if it reports that it takes text for the clipboard (OSC 52)."""
    true_colour: bool | None = None
    """True if it kept a 24-bit colour."""
    round_trip: float | None = None
    """Seconds from a query to its answer."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Capabilities of the terminal, with reasons."""

    colours: int
    """Number of colours: 0, 16, 256 or 2**24."""
    multiplexer: str
    """`tmux`, `screen` or empty."""
    over_ssh: bool
    link_measured: bool
    """True if the terminal itself answers queries, at the far end of the link."""
    mouse: bool
    """True if the mouse is on from the start."""
    usable: bool
    """True if a full screen can be drawn."""
    colours_erased: bool
    """True if erasing leaves the background colour."""
    scrolls: bool
    """True if the terminal scrolls a region on command."""
    spacing_mark: int = 1
    """Most likely number of cells of a spacing mark; the terminal is asked when one is shown."""
    answers: Answers = field(default_factory=Answers)
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Reasons by the name of the capability."""

    @property
    def colour_system(self) -> str:
        """Name in Rich and Textual for the number of colours; empty for none."""
        names = {COLOURS_16: "standard", COLOURS_256: "256", COLOURS_TRUE: "truecolor"}
        return names.get(self.colours, "")


def find_capabilities(environ: Mapping[str, str], answers: Answers | None = None) -> Capabilities:
    """Return the capabilities in an environment, with the terminal's answers if there are any."""
    term = environ.get("TERM", "")
    multiplexer, why_multiplexer = _multiplexer(environ, term)
    colours, why_colours = _colours(environ, term, screen=multiplexer == "screen")
    ssh_variable = next((name for name in _SSH if environ.get(name)), "")
    over_ssh = bool(ssh_variable)
    is_local_answer = bool(environ.get("TMUX") or environ.get("STY"))
    usable = term not in ("", "dumb", "unknown")
    erases_colours = multiplexer != "screen"
    scrolls = term not in _ON_THE_CONSOLE and usable
    reasons = {
        "colours": why_colours,
        "multiplexer": why_multiplexer,
        "over_ssh": f"{ssh_variable} is set" if ssh_variable else "no SSH_CONNECTION",
        "link_measured": f"{multiplexer} answers on this side of the link"
        if is_local_answer and over_ssh
        else "the terminal answers",
        "mouse": "over SSH every movement would be sent"
        if over_ssh
        else "no data has to be sent far for it",
        "usable": f"TERM is {term or 'not set'}",
        "colours_erased": "GNU screen erases to the default colour"
        if not erases_colours
        else "erasing keeps the background colour",
        "scrolls": f"TERM is {term or 'not set'}",
        "spacing_mark": f"TERM is {term or 'not set'}; it is asked once such a mark is shown",
    }
    return Capabilities(
        colours=colours,
        multiplexer=multiplexer,
        over_ssh=over_ssh,
        link_measured=not (is_local_answer and over_ssh),
        mouse=usable and not over_ssh,
        usable=usable,
        colours_erased=erases_colours,
        scrolls=scrolls,
        spacing_mark=0 if any(name in term for name in _MARKS_IN_THE_CELL) else 1,
        answers=answers or Answers(),
        reasons=reasons,
    )


def _multiplexer(environ: Mapping[str, str], term: str) -> tuple[str, str]:
    if environ.get("TMUX"):
        return "tmux", "TMUX is set"
    if environ.get("STY"):
        return "screen", "STY is set"
    for name in ("tmux", "screen"):
        if term.startswith(name):
            # SSH passes on only TERM; some tmux set `screen`, which has fewer capabilities.
            return name, f"TERM is {term}"
    return "", "neither TMUX nor STY is set"


def _colours(environ: Mapping[str, str], term: str, *, screen: bool) -> tuple[int, str]:
    if environ.get("NO_COLOR") or term in ("", "dumb", "unknown"):
        reason = "NO_COLOR is set" if environ.get("NO_COLOR") else f"TERM is {term or 'not set'}"
        return COLOURS_NONE, reason
    if chosen_colours := _ASKED_FOR.get(environ.get("TEXTUAL_COLOR_SYSTEM", "")):
        return chosen_colours, f"TEXTUAL_COLOR_SYSTEM is {environ['TEXTUAL_COLOR_SYSTEM']}"
    # COLORTERM is that of the outer terminal; GNU screen 4 reads 24-bit colours as attributes.
    if not screen and environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return COLOURS_TRUE, f"COLORTERM is {environ['COLORTERM']}"
    if not screen and any(name in term for name in _CERTAIN_TRUECOLOUR):
        return COLOURS_TRUE, f"TERM is {term}"
    colours = COLOURS_256 if "256color" in term else COLOURS_16
    return colours, f"TERM is {term}{_but(environ, screen=screen, colours=colours)}"


def _but(environ: Mapping[str, str], *, screen: bool, colours: int) -> str:
    """Return the reason why there are not more colours."""
    if screen:
        return ", and GNU screen knows no 24-bit colours"
    if colours == COLOURS_16:
        return ""
    hint = " (COLORTERM does not come over SSH by itself)" if environ.get("SSH_TTY") else ""
    return f", COLORTERM is not set{hint}"
