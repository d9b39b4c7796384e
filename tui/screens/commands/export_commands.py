"""The key for exports: notes and the report, written to a file without leaving the program."""

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.containers import Container

from tui.lazy_imports import lazy_imports
from tui.screens.base.worker_groups import WorkerGroup
from tui.screens.collation.controller import CollationController
from tui.screens.commands.command_context import CommandContext
from tui.widgets.core.bindings import bindings

with lazy_imports():
    from tui.screens.exports import corpus_export, export_choice, export_dialogs


class ExportCommands(Container):
    """A container that binds the key for exports."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("export.")]

    def __init__(self, context: CommandContext, collation: CollationController) -> None:
        super().__init__(id="export-commands")
        self._workspace = context.workspace
        self._changed_keys = context.settings.keys
        self._corpus_files = context.lookup.corpus_files
        self._notes = context.notes
        self._collation = collation

    @work(group=WorkerGroup.EXPORT)
    async def action_export_write(self) -> None:
        folder, corpus = self._workspace.export_folder, self._workspace.export_name
        chosen = await self.app.push_screen_wait(
            export_dialogs.ExportDialog(folder, corpus, self._changed_keys)
        )
        if not chosen:
            return
        files = tuple(file for file in self._corpus_files.values() if file.document)
        export = corpus_export.CorpusExport(self._workspace, files, self._collation.comparison)
        path = await self._free_path(export, export_choice.BY_ID[chosen].path(folder, corpus))
        if path:
            self._notes.show_status("Writing…")
            self._notes.act(lambda _: export.write(export_choice.BY_ID[chosen], path))

    async def _free_path(self, export: "corpus_export.CorpusExport", path: Path) -> Path | None:
        """Return the path to write to, after a question if a file exists; None to write no file."""
        existing_files = await self._notes.ask(lambda _: (export.find_existing(path),))
        if existing_files is None:
            return None  # the message is on the screen already
        (existing,) = existing_files
        if existing is None:
            return path
        dialog = export_dialogs.ExistingFileDialog(
            path,
            existing.free_path,
            self._changed_keys,
            is_ours=existing.is_ours,
            is_article=existing.is_article,
        )
        answer = await self.app.push_screen_wait(dialog)
        if not answer:
            return None
        return existing.free_path if answer == export_dialogs.BESIDE else path
