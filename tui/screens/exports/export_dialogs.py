"""The dialogs of an export: the choice of the export, and of the action for an existing file."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from tui.screens.dialogs.choice_dialog import ChoiceDialog
from tui.screens.exports.export_choice import CHOICES
from tui.text.normalization.search_variants import drop_variants
from tui.text.sanitization import clean_line
from tui.widgets.core.bindings import bindings
from tui.widgets.core.choice_list import Choice

BESIDE, OVER = "beside", "over"


def display(path: Path) -> str:
    """Return a path for the screen, with the home folder as `~`."""
    home = os.path.expanduser("~")  # noqa: PTH111  # Path's own fails without a home
    text = str(path)
    return clean_line(f"~{text[len(home) :]}" if text.startswith(f"{home}/") else text, 400)


class ExportDialog(ChoiceDialog):
    """Returns the id of the chosen export, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("export.write")]

    def __init__(self, folder: Path, corpus: str, changed_keys: Mapping[str, str]) -> None:
        """Offer all exports, each with its file in `folder`."""
        rows = [(choice, choice.path(folder, corpus).name) for choice in CHOICES]
        super().__init__(
            f"Export into {display(folder)}",
            "Part of a format: markdown, csv, report …",
            lambda typed: [
                Choice(choice.id, choice.title, f"→ {clean_line(name, 60)}")
                for choice, name in rows
                if drop_variants(typed) in drop_variants(f"{choice.title} {name}")
            ],
            enter="write the file",
            changed_keys=changed_keys,
        )

    def action_export_write(self) -> None:
        self.action_choice_leave()


class ExistingFileDialog(ChoiceDialog):
    """Returns `BESIDE`, `OVER`, or None to write no file."""

    def __init__(
        self,
        path: Path,
        free_path: Path,
        changed_keys: Mapping[str, str],
        *,
        is_ours: bool,
        is_article: bool,
    ) -> None:
        """Ask about the file at `path`.

        Args:
            path: The existing file.
            free_path: A free path beside it.
            changed_keys: The keys that the user changed.
            is_ours: True if it is an earlier export that was not changed since.
            is_article: True if it is an article, which is never overwritten.
        """
        remark = "an earlier export, unchanged" if is_ours else "not an unchanged export"
        choices = [Choice(BESIDE, f"Write beside it, {clean_line(free_path.name, 80)}")]
        if not is_article:
            choices.append(Choice(OVER, "Overwrite it", remark))
        if is_ours:
            choices.reverse()
        super().__init__(
            f"{clean_line(path.name, 80)} exists already",
            "Words",
            lambda typed: [c for c in choices if drop_variants(typed) in drop_variants(c.text)],
            leave="write nothing",
            changed_keys=changed_keys,
        )
