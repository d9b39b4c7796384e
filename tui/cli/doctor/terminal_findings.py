"""Findings on the terminal and the link, and the reader's decisions.

One rule: if there is no setting, the finding names the cause.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Final

from tui.cli.doctor.finding import Finding
from tui.terminal.probe.capabilities import COLOURS_16, COLOURS_256, COLOURS_TRUE, Capabilities
from tui.terminal.probe.query import ProbeResult
from tui.terminal.transport.link_speed import CHOICES, SLOW_FROM, LinkSpeed

_SILENCE: Final = (
    "without an answer, two frames are sent, then one every 0.5 s; after 3 s, when an answer is"
    " unlikely, one every 50 ms"
)
_NAMES: Final = {0: "none", COLOURS_16: "16", COLOURS_256: "256", COLOURS_TRUE: "16 million"}
_FOLLOWS: Final = "nothing to set: it follows from the terminal's answer"


def terminal_findings(
    terminal: Capabilities, probe: ProbeResult, environ: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield the findings on the terminal, subject by subject."""
    reasons = terminal.reasons
    yield Finding(
        "full screen",
        reasons["usable"],
        "it can be read here" if terminal.usable else "the reader does not start here",
        "TERM, set to the name of your terminal",
    )
    yield Finding(
        "colours",
        f"{_NAMES[terminal.colours]} ({reasons['colours']}{_colour_answer(terminal)})",
        _colours(terminal.colours),
        "TEXTUAL_COLOR_SYSTEM=truecolor, 256 or standard; NO_COLOR=1 for none",
    )
    yield Finding(
        "synchronised output",
        _yes_or_no(terminal.answers.synchronised_output, probe),
        "large frames are enclosed in it, so that none is visible half drawn"
        if terminal.answers.synchronised_output
        else "frames are sent without it; nothing depends on it",
        _FOLLOWS,
    )
    yield _marks(terminal, environ)
    yield _keyboard(terminal, probe, environ)
    yield _clipboard(terminal, probe)
    yield _multiplexer(terminal, environ)
    yield from _way_there(terminal, probe, environ)


def own_driver_of_textual(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return the reason why Textual's own driver draws, and the way to change that.

    Both are empty if our driver draws.
    """
    if environ.get("VARIORUM_DRIVER") == "plain":
        return "VARIORUM_DRIVER is plain", "unset VARIORUM_DRIVER for the economical one"
    if not sys.platform.startswith("linux"):
        return f"the platform is {sys.platform}", "nothing to set: the economical one is for Linux"
    if driver := environ.get("TEXTUAL_DRIVER"):
        return f"TEXTUAL_DRIVER is {driver}", "unset TEXTUAL_DRIVER for the economical one"
    return "", ""


def _way_there(
    terminal: Capabilities, probe: ProbeResult, environ: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield the findings on the link, on the data over it, and on the sender."""
    reasons = terminal.reasons
    textual_reason, advice = own_driver_of_textual(environ)
    yield Finding(
        "round trip",
        _round_trip(terminal, probe),
        _pace(probe, is_textual=bool(textual_reason)),
        "nothing to set: it is the link's own; ssh -C sends a tenth of the bytes",
    )
    yield _link(terminal, environ, is_textual=bool(textual_reason))
    yield Finding(
        "SSH",
        f"{'yes' if terminal.over_ssh else 'no'} ({reasons['over_ssh']})",
        f"the mouse is {'off' if terminal.over_ssh else 'on'} unless set otherwise",
        "nothing to set: it follows from SSH_CONNECTION, SSH_TTY and SSH_CLIENT",
    )
    yield Finding(
        "mouse",
        reasons["mouse"] if terminal.usable else reasons["usable"],
        f"the mouse is {'on' if terminal.mouse else 'off'}",
        f"VARIORUM_MOUSE=on or off{'' if textual_reason else '; ! in the reader'}",
    )
    yield Finding(
        "driver",
        textual_reason or "no setting names another",
        "Textual's own" if textual_reason else "the economical one: only what changed is sent",
        advice or "VARIORUM_DRIVER=plain for Textual's own",
    )


def _marks(terminal: Capabilities, environ: Mapping[str, str]) -> Finding:
    if own_driver_of_textual(environ)[0]:
        decision = "a spacing mark takes no cell, as Textual counts"
    else:
        decision = f"a spacing mark takes {terminal.spacing_mark or 'no'} cell"
        decision += " until the terminal reports another position of its cursor"
    return Finding(
        "letters with marks",
        terminal.reasons["spacing_mark"],
        decision,
        "nothing to set: it follows from TERM and from the terminal's answers; Ctrl-L asks again",
    )


def _keyboard(terminal: Capabilities, probe: ProbeResult, environ: Mapping[str, str]) -> Finding:
    answer = terminal.answers.kitty_keyboard
    subject, observation = "keyboard protocol", _yes_or_no(answer, probe)
    if answer:
        return Finding(subject, observation, "Escape is understood at once", _FOLLOWS)
    delay = environ.get("ESCDELAY", "")
    pause = f"{delay} ms" if delay.isdecimal() and delay.strip("0") else "a tenth of a second"
    decision = f"Escape is understood after a pause of {pause}"
    return Finding(subject, observation, decision, "ESCDELAY, in milliseconds")


def _clipboard(terminal: Capabilities, probe: ProbeResult) -> Finding:
    override = {
        "tmux": "set -g set-clipboard on, in ~/.tmux.conf",
        "screen": "nothing to set in screen, which passes it on; else the terminal's own settings",
    }.get(terminal.multiplexer, "the terminal's own settings, if it asks for permission for OSC 52")
    return Finding(
        "clipboard (OSC 52)",
        _yes_or_no(terminal.answers.clipboard, probe)
        if terminal.answers.clipboard is not False
        else "the terminal does not report support (most with support don't)",
        "copying sends OSC 52 and reports the amount sent, not that it arrived",
        override,
    )


def _multiplexer(terminal: Capabilities, environ: Mapping[str, str]) -> Finding:
    name = next((variable for variable in ("TMUX", "STY") if environ.get(variable)), "")
    if name:
        override = f"nothing to set: it follows from {name}, whatever TERM says"
    elif terminal.multiplexer:
        override = "TERM, set inside of it"
    else:
        override = "nothing to set: it follows from TMUX, STY and TERM"
    suffix = "" if terminal.colours_erased else "; blanks are sent, not erased"
    decision = f"Ctrl-L sends everything again after reattaching{suffix}"
    return Finding(
        "multiplexer",
        f"{terminal.multiplexer or 'none'} ({terminal.reasons['multiplexer']})",
        decision if terminal.multiplexer else "no special treatment",
        override,
    )


def _round_trip(terminal: Capabilities, probe: ProbeResult) -> str:
    if probe.unasked:
        return "not measured"
    trip = terminal.answers.round_trip
    if trip is None:
        return "the terminal did not answer"
    name = terminal.multiplexer
    suffix = f", answered by {name}, not by the terminal outside of it" if name else ""
    return f"{trip * 1000:.0f} ms{suffix}"


def _pace(probe: ProbeResult, *, is_textual: bool) -> str:
    if is_textual:
        return "Textual's own driver waits for no answer"
    if probe.is_silent:
        return _SILENCE
    return "at most two frames are unanswered, and only the newest state is sent"


def _link(terminal: Capabilities, environ: Mapping[str, str], *, is_textual: bool) -> Finding:
    """Return the finding on the link: plain highlights, and the interval of frames."""
    choice = environ.get("VARIORUM_LINK", "")
    is_slow = CHOICES.get(choice)
    if is_slow is not None:
        decision = "highlights are simple" if is_slow else "highlights stay as they are"
    elif is_textual:
        decision = "highlights stay as they are: Textual's own driver measures nothing"
    else:
        decision = f"highlights become simpler once a frame takes {SLOW_FROM * 1000:.0f} ms"
        if not terminal.link_measured:
            decision += f", which can't be measured here ({terminal.reasons['link_measured']})"
    interval = LinkSpeed(choice).frames_apart(measured=terminal.link_measured)
    if interval and not is_textual:
        decision += f"; frames stay {interval * 1000:.0f} ms apart"
    return Finding(
        "link",
        f"VARIORUM_LINK is {'neither slow nor quick' if is_slow is None else choice}",
        decision,
        "VARIORUM_LINK=slow or quick",
    )


def _colours(colours: int) -> str:
    if not colours:
        return "marks are distinguished by bold, underline, reverse and by signs"
    if colours <= COLOURS_16:
        return "the theme ansi-dark, in the terminal's own colours"
    if colours <= COLOURS_256:
        return "themes that stay distinct at 256 colours; another one is replaced, with a message"
    return "any theme"


def _colour_answer(terminal: Capabilities) -> str:
    """Return the terminal's own answer on colours, if it differs."""
    true_colour = terminal.answers.true_colour
    if true_colour and terminal.colours in (COLOURS_16, COLOURS_256):
        return "; by its answer, it has 24-bit colours: set COLORTERM=truecolor"
    if true_colour is False and terminal.colours == COLOURS_TRUE:
        return "; by its answer, it has no 24-bit colours"
    return ""


# an answer of the terminal, which no setting changes
def _yes_or_no(answer: bool | None, probe: ProbeResult) -> str:  # noqa: FBT001
    if answer is None:
        return "could not be asked" if probe.unasked else "the terminal did not answer"
    return "yes" if answer else "no"
