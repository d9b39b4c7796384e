"""Copies of passages with a reference: in the terminal's clipboard, or in a file if long.

The message names the text that was sent; no terminal confirms that it took the text.
"""

import os
from pathlib import Path
from typing import Any

from textual.app import App

from tui.exports.dossier import reference
from tui.screens.note_service.selected_passage import SelectedPassage
from tui.storage.atomic_write import write_atomically
from tui.storage.permissions import private_folder
from tui.terminal.clipboard import copy_sequence
from tui.terminal.probe.capabilities import find_capabilities
from tui.text.sanitization import clean_line
from tui.textual_private import driver_of


def quotation(passage: SelectedPassage) -> str:
    """Return the words, paragraph by paragraph, and below them the reference."""
    document = passage.corpus_file.document
    if document is None:
        return ""
    start, end = passage.span
    paragraphs = [
        " ".join(document.text[max(start, p.span.start) : min(end, p.span.end)].split())
        for p in document.paragraphs
        if p.span.start < end and p.span.end > start
    ]
    source = reference(passage.corpus_file, passage.span)
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph) + f"\n\n— {source}\n"


def copy(app: App[Any], passage: SelectedPassage, folder: Path) -> str:
    """Copy a passage, to a file in `folder` if it is too long; return a message."""
    return copy_text(app, quotation(passage), folder, f", reference included: {passage.excerpt}")


def copy_text(app: App[Any], text: str, folder: Path, ending: str = "") -> str:
    """Copy `text`, to a file in `folder` if too long; return a message that ends in `ending`."""
    result = copy_sequence(text, find_capabilities(os.environ).multiplexer)
    driver = driver_of(app)
    if result.sequence and driver:
        driver.write(result.sequence)
        return f"{result.message}{ending}"
    file = folder / "copied.txt"
    file_name = clean_line(str(file), 400)
    try:
        private_folder(folder)
        write_atomically(file, text, private=True)
    except OSError as error:
        return f"{result.message}; nor could {file_name} be written: {error.strerror or error}"
    return f"Too long for the terminal's clipboard ({len(text):,} characters): it is in {file_name}"
