"""The exports that the program offers, and the file of each."""

from dataclasses import dataclass
from pathlib import Path

from tui.exports.formats import ExportFormat


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """One of the offered exports."""

    id: str
    title: str
    name: str
    """The name of the file, without the name of the corpus."""
    form: ExportFormat | None = None
    """The form of the notes; None for the report."""
    by_claim: bool = False

    def path(self, folder: Path, corpus: str) -> Path:
        """Return the path of its file in `folder`; the name begins with `corpus`."""
        return folder / "-".join(filter(None, (corpus, self.name)))


CHOICES = (
    ExportChoice("article", "Notes by article, Markdown", "notes.md", ExportFormat.MARKDOWN),
    ExportChoice(
        "claim", "Notes by claim, Markdown", "claims.md", ExportFormat.MARKDOWN, by_claim=True
    ),
    ExportChoice("report", "Report on all articles, HTML", "report.html"),
    ExportChoice("csv", "Notes as a table, CSV", "notes.csv", ExportFormat.CSV),
    ExportChoice("org", "Notes by article, Org", "notes.org", ExportFormat.ORG),
    ExportChoice(
        "jsonld", "Notes for variorum elsewhere, JSON-LD", "notes.jsonld", ExportFormat.JSONLD
    ),
    ExportChoice("refi", "Tags as a codebook, REFI-QDA", "tags.qdc", ExportFormat.REFI),
)
BY_ID = {choice.id: choice for choice in CHOICES}
