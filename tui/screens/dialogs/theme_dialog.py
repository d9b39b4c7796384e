"""The choice of a theme: the screen shows the theme under the cursor."""

from collections.abc import Callable, Mapping, Sequence

from tui.screens.dialogs.choice_dialog import ChoiceDialog
from tui.text.normalization.search_variants import drop_variants
from tui.widgets.core.choice_list import Choice


class ThemeDialog(ChoiceDialog):
    """Returns the name of the chosen theme, or None."""

    def __init__(
        self,
        names: Sequence[str],
        current: str,
        show: Callable[[str], None],
        changed_keys: Mapping[str, str],
    ) -> None:
        """Choose among `names`, the `current` one first; `show` shows one on the screen."""
        ordered = [current, *(name for name in names if name != current)]
        super().__init__(
            "Theme",
            "Part of a name",
            lambda typed: [
                Choice(name, name, "shown now" if name == current else "")
                for name in ordered
                if drop_variants(typed) in name
            ],
            changed_keys=changed_keys,
            highlight=show,
        )
