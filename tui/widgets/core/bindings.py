"""Textual's bindings, made from the table of commands."""

from textual.binding import Binding

from tui.commands import COMMANDS


def bindings(*prefixes: str) -> list[Binding]:
    """Return a binding for every command whose id starts with one of `prefixes`."""
    return [
        Binding(
            ",".join(command.keys),
            command.action,
            command.title,
            show=False,
            tooltip=command.doc,
            id=command.id,
        )
        for command in COMMANDS
        if command.id.startswith(prefixes)
    ]
