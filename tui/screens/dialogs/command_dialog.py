"""The list of commands: each with its keys, found by the words of its name while one types."""

from collections.abc import Mapping, Sequence

from tui.commands import COMMANDS, Command, key_label, keys_of
from tui.screens.dialogs.choice_dialog import ChoiceDialog
from tui.text.normalization.search_variants import drop_variants
from tui.widgets.core.choice_list import Choice

THEMES = "themes"
"""The id of the choice of a theme, which is no command with a key."""
_THEMES = Choice(THEMES, "Theme")
_THEMES_SENTENCE = "Choose the colours."


class CommandDialog(ChoiceDialog):
    """Returns the id of the chosen command, `THEMES`, or None."""

    def __init__(self, changed_keys: Mapping[str, str]) -> None:
        """Offer the commands that are not keys of a dialog."""
        commands = [command for command in COMMANDS if not command.area.has_own_keys]
        listed = [(_THEMES, _THEMES_SENTENCE)]
        listed += [(_choice(command, changed_keys), command.doc) for command in commands]
        super().__init__(
            "Commands",
            "Words of its name, or of what it does",
            lambda typed: _find(listed, typed),
            enter="do it",
            is_search=True,
        )


def _choice(command: Command, changed_keys: Mapping[str, str]) -> Choice:
    keys = " ".join(map(key_label, keys_of(command, changed_keys)))
    return Choice(command.id, command.title, keys)


def _find(listed: Sequence[tuple[Choice, str]], typed: str) -> list[Choice]:
    """Return the choices with all words in their name, then those with the others in a sentence."""
    words = drop_variants(typed).split()
    named: list[Choice] = []
    described: list[Choice] = []
    for choice, sentence in listed:
        name = drop_variants(choice.text)
        if all(word in name for word in words):
            named.append(choice)
        elif all(word in f"{name} {drop_variants(sentence)}" for word in words):
            described.append(choice)
    return named + described
