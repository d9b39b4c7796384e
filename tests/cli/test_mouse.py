"""The mouse is as it is asked for, near and far, where there is a terminal to have one."""

import pytest

from tui.cli.mouse_option import with_mouse
from tui.terminal.probe.capabilities import Capabilities, find_capabilities


def found_in(environ: dict[str, str]) -> Capabilities:
    return with_mouse(find_capabilities(environ), environ)


def test_a_dumb_terminal_has_none_whatever_is_asked() -> None:
    assert not found_in({"TERM": "dumb", "VARIORUM_MOUSE": "on"}).mouse


@pytest.mark.parametrize("far", [{}, {"SSH_CONNECTION": "a 1 b 22"}])
def test_what_is_asked_of_the_mouse_holds_near_and_far(far: dict[str, str]) -> None:
    for choice, is_on in (("on", True), ("off", False), ("sometimes", not far), ("", not far)):
        found = found_in({"TERM": "xterm", "VARIORUM_MOUSE": choice, **far})
        assert found.mouse == is_on
        assert ("VARIORUM_MOUSE" in found.reasons["mouse"]) == (choice in ("on", "off"))
