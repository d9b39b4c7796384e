"""The export of the notes on the open corpus, or of the report; it runs in a thread."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.display_titles import distinct_endings
from tui.exports.dossier import ExportNames
from tui.exports.formats import ExportFormat, render, write_at
from tui.exports.noted_claims import claims_with_notes, compared_claims
from tui.lazy_imports import lazy_imports
from tui.notes.exported_files import free_beside
from tui.notes.note import Note, NoteError
from tui.notes.note_store import NoteStore
from tui.screens.exports.export_choice import ExportChoice
from tui.screens.exports.export_dialogs import display
from tui.storage.sqlite_store import StoreError
from tui.workspace.workspace import Workspace

with lazy_imports():
    from tui.exports.report import assembly, page

if TYPE_CHECKING:
    from tui.collation.corpus_comparison import CorpusComparison


class ExistingFile(NamedTuple):
    """An existing file at the path of an export."""

    free_path: Path
    """A free path beside it."""
    is_ours: bool
    """True if it is an earlier export that was not changed since."""
    is_article: bool


@dataclass(frozen=True, slots=True)
class CorpusExport:
    """An export of one corpus in its present state."""

    workspace: Workspace
    corpus_files: Sequence[CorpusFile]
    comparison: "CorpusComparison | None"
    """The comparison of the accounts; None until it is ready."""

    def find_existing(self, path: Path) -> ExistingFile | None:
        """Return the file at `path`; None if there is no file.

        Raises:
            StoreError: If it can't be read.
        """
        if not os.path.lexists(path):
            return None
        try:
            is_ours = self.workspace.has_notes and self.workspace.notes().written.is_ours(path)
            return ExistingFile(free_beside(path), is_ours, self.workspace.is_article(path))
        except OSError as error:
            problem = f"{display(path)}: {error.strerror or error}"
            raise StoreError(problem, advice="nothing was written") from error

    def write(self, choice: ExportChoice, path: Path) -> str:
        """Write the file, over an existing one; return a message with its path.

        Raises:
            NoteError: If there is nothing to write.
            StoreError: If the file can't be written.
        """
        text, subject = self._report() if choice.form is None else self._notes(choice.form, choice)
        store = self.workspace.notes()
        write_at(store, path, text)
        return f"{subject} written to {display(path)}"

    def _notes(self, form: ExportFormat, choice: ExportChoice) -> tuple[str, str]:
        if not self.workspace.has_notes:
            raise NoteError("there is no note on these articles yet", advice="nothing was written")
        store = self.workspace.notes()
        notes = self._on_files(store)
        if not notes:
            raise NoteError("there is no note on these articles yet", advice="nothing was written")
        claims = None
        if choice.by_claim:
            shared = compared_claims(self._require_comparison(), self.corpus_files)
            claims = claims_with_notes(notes, self.corpus_files, shared)
        letters = self.workspace.sigla_known.extend(self.corpus_files).sigla()
        names = ExportNames(letters, store.mark_names.all())
        count = f"{len(notes)} note{'' if len(notes) == 1 else 's'}"
        return render(form, notes, self.corpus_files, claims, names), count

    def _on_files(self, store: NoteStore) -> list[Note]:
        """Return the notes on the files of the corpus, file after file, each once."""
        notes: dict[str, Note] = {}
        for file in self.corpus_files:
            for note in store.of(file.key, file.digest):
                notes.setdefault(note.id, note)
        return list(notes.values())

    def _require_comparison(self) -> "CorpusComparison":
        if self.comparison is None:
            raise NoteError("the articles are not compared yet", advice="try again in a moment")
        return self.comparison

    def _report(self) -> tuple[str, str]:
        comparison = self._require_comparison()
        files = {file.id: file for file in self.corpus_files}
        compared_files = [files[name] for name in comparison.collation.documents]
        names = distinct_endings([file.path.parts for file in compared_files])
        articles = {
            file.id: assembly.ArticleFile(
                path=os.fsencode(file.path).decode("utf-8", errors="surrogateescape"),
                key=file.key,
                name=name,
                outlet=file.metadata.outlet or None,
                date=file.metadata.date or None,
            )
            for file, name in zip(compared_files, names, strict=True)
        }
        report = assembly.assemble_report(
            comparison,
            articles,
            self.workspace.note_reports(),
            meaning=comparison.is_semantic,
            title=self.workspace.config.title,
        )
        return page.report_page(report), "The report is"
