"""The saving of a fetched page: the page as it came, its article as Markdown, and a record.

Nothing is overwritten: a page that changed since it was added is a new version beside the old one.
The article's file is written last, so that a reader that watches the folder meets it whole.
"""

from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from tui.corpus.additions.addition_record import (
    PAGES,
    AdditionRecord,
    record_bytes,
    record_path,
    records_of,
)
from tui.corpus.additions.article_markdown import article_markdown
from tui.corpus.additions.file_names import numbered
from tui.corpus.additions.page_content import SHOWN, AdditionError, PageContent, page_content
from tui.fetching.fetched_page import FetchedPage
from tui.storage.new_file import write_new
from tui.text.sanitization import clean_line

_PAGE_ENDING = ".html"


class Outcome(StrEnum):
    """The result of adding a page."""

    SAVED = "saved"
    NEW_VERSION = "new version"
    UNCHANGED = "unchanged"


class Addition(NamedTuple):
    """A page that was added, or was there before with the same words."""

    outcome: Outcome
    file: str
    """The name of its file in the folder."""
    title: str = ""
    """The title, on one line and clean; empty if none is known."""
    earlier: str = ""
    """The name of the file of the version before, if there is one."""
    problem: str = ""
    """The reason why the reader can't read the file yet, such as an extra that is missing."""


def add_page(page: FetchedPage, folder: Path) -> Addition:
    """Save a page in `folder`, which is made if it is missing; return the result.

    Raises:
        AdditionError: If the page has no article, or the folder can't be written.
    """
    content = page_content(page)
    title = clean_line(content.title, SHOWN)
    try:
        folder.mkdir(exist_ok=True)
        previous = max(
            (record for record in records_of(folder) if record.url == content.url),
            key=lambda record: (record.fetched, record.file),
            default=None,
        )
        if previous and previous.digest == content.digest:
            return Addition(Outcome.UNCHANGED, previous.file, title, problem=content.problem)
        _make_folder_of_pages(folder)
        file = _write_under_free_name(page, content, folder)
    except OSError as error:
        raise AdditionError(
            f"{clean_line(str(folder), 4_000)}: the page can't be saved there",
            cause=error.strerror or error,
            advice="choose another folder",
        ) from error
    if previous:
        return Addition(Outcome.NEW_VERSION, file, title, previous.file, content.problem)
    return Addition(Outcome.SAVED, file, title, problem=content.problem)


def _make_folder_of_pages(folder: Path) -> None:
    """Make the folder for pages as they came, if it is missing.

    Raises:
        AdditionError: If a link stands there, which may lead anywhere.
        OSError: If it can't be made.
    """
    pages = folder / PAGES
    pages.mkdir(exist_ok=True)
    if pages.is_symlink():
        raise AdditionError(
            f"{clean_line(str(pages), 4_000)}: this is a link, and pages are saved in folders only",
            advice="remove it, or choose another folder",
        )


def _write_under_free_name(page: FetchedPage, content: PageContent, folder: Path) -> str:
    """Write all files of a page under a name that none has yet; return that of the article's file.

    Raises:
        OSError: If they can't be written; then none is there.
    """
    for stem in numbered(content.stem):
        if (folder / f"{stem}{content.ending}").exists() or record_path(folder, stem).exists():
            continue
        try:
            _write(page, content, folder, stem)
        except FileExistsError:
            continue  # another run was faster
        return f"{stem}{content.ending}"
    raise AssertionError


def _write(page: FetchedPage, content: PageContent, folder: Path, stem: str) -> None:
    """Write the files of a page: the record, the page as it came, the article.

    Raises:
        OSError: If one can't be written; then none is there.
    """
    name = f"{stem}{content.ending}"
    record = AdditionRecord(
        file=name,
        url=content.url,
        address=page.address,
        redirects=page.redirects,
        fetched=page.fetched.isoformat(timespec="seconds"),
        digest=content.digest,
    )
    files = {record_path(folder, stem): record_bytes(record)}
    if content.article is None:
        files[folder / name] = page.data
    else:
        page_name = f"{PAGES}/{stem}{_PAGE_ENDING}"
        markdown = article_markdown(
            content.article, address=page.address, fetched=page.fetched, page=page_name
        )
        files[folder / page_name] = page.data
        files[folder / name] = markdown.encode("utf-8", "replace")
    written_paths: list[Path] = []
    try:
        for path, data in files.items():
            write_new(path, data)
            written_paths.append(path)
    except BaseException as error:
        # An interrupt may come when the article is there already: then all is.
        if isinstance(error, FileExistsError) or not (folder / name).exists():
            for path in written_paths:
                path.unlink(missing_ok=True)
        raise
