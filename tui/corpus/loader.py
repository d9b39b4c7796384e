"""The loader: it finds the files of a corpus and reads each, or gives the reason why it can't.

No function raises an error for a bad file: one of them must not keep the others from being read.
"""

import errno
import hashlib
import os
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tui.corpus.article_names import identity_of, name_of
from tui.corpus.configuration.corpus_config import CONFIG_FILE
from tui.corpus.configuration.folder_configs import FolderConfigs
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_contents import (
    LARGEST,
    ContentsError,
    Origin,
    Stamp,
    read_beginning,
    read_contents,
    too_large,
)
from tui.corpus.file_encodings import FOUND, FileEncodings
from tui.formats.detection import (
    HEAD,
    MARKDOWN_ENDINGS,
    TEXT_ENDINGS,
    FileFormat,
    detect_format,
    format_to_extract,
)
from tui.formats.extracted_article import ComputingError, ExtractionError
from tui.lazy_imports import lazy_imports
from tui.storage.disk_timeout import DiskTimeoutError, call_with_timeout
from tui.storage.path_scope import PathScope
from tui.text.boilerplate_lines import lines_in_text
from tui.text.encodings.detection import NotTextError
from tui.text.parsing.document_parser import Format, parse_document, reason_against
from tui.text.parsing.metadata import read_metadata
from tui.text.sanitization import clean_line

with lazy_imports():
    from tui.corpus.extracted import extraction

LONG = 1 << 19
"""Size in bytes from which the beginning of a file is shown before the whole is read."""
BEGINNING = 1 << 14
"""Size of that beginning in bytes."""

_NEVER = frozenset({
    ".bmp",
    ".c",
    ".cfg",
    ".css",
    ".db",
    ".eot",
    ".gif",
    ".h",
    ".ico",
    ".ini",
    ".jpeg",
    ".jpg",
    ".js",
    ".log",
    ".mov",
    ".mp3",
    ".mp4",
    ".ogg",
    ".otf",
    ".png",
    ".py",
    ".sqlite",
    ".svg",
    ".toml",
    ".ttf",
    ".wav",
    ".webm",
    ".webp",
    ".woff",
    ".woff2",
    ".yaml",
    ".yml",
})  # fmt: skip
"""Endings of files whose content is not examined in a folder: they hold no article."""
_PAGES = frozenset({".html", ".htm", ".xhtml"})
_PLAIN_TO_SEE = _PAGES | {
    ".mhtml", ".mht", ".rss", ".atom", ".epub", ".pdf", ".docx", ".odt", ".rtf", ".eml", ".mbox",
    ".warc", ".wacz",
}  # fmt: skip
"""Endings by which links to files are accepted; their content is examined when they are read."""
_PARTS = (
    "_files",
    "-files",
    "_Dateien",
    "-Dateien",
    "_fichiers",
    "_archivos",
    "_bestanden",
    "_file",
)
"""Endings of the folders in which browsers save the parts of a page."""
_KINDS = 6
"""Largest number of other formats that are named."""
_NUMBER = re.compile(r"([0-9]+)")


def find(
    paths: Iterable[Path],
    skipped: dict[str, Path] | None = None,
    known_files: Container[Path] = frozenset(),
) -> Iterator[Path]:
    """Yield the files that `paths` name, those of folders in natural order, without hidden files.

    A file that is reached twice is yielded once. A file that can't be reached is yielded, so that
    `load` gives the reason. In folders, plain text and Markdown are recognized by their endings,
    other formats by their content. The parts of a saved page, in a folder beside it, are left out.

    Args:
        paths: Files and folders.
        skipped: Receives the files of folders that are in no known format, by their resolved paths.
        known_files: Files that are known to have articles; their content is not examined.
    """
    seen_paths: set[str] = set()
    skipped = {} if skipped is None else skipped
    for path in paths:
        try:
            real, is_folder = call_with_timeout(_real_path, path, disk=str(path.parent))
        except OSError:  # `load` gives the reason
            real, is_folder = str(path), False
        files = _walk(path, real, skipped, known_files) if is_folder else [(path, real)]
        for file, real_path in files:
            if real_path not in seen_paths:
                seen_paths.add(real_path)
                yield file


def load_articles(
    path: Path, encodings: FileEncodings = FOUND, *, soon: bool = False
) -> list[CorpusFile]:
    """Return the articles in the file at `path`, at least one corpus file.

    If `soon`, the corpus file of a slow disk has no document yet.
    """
    try:
        origin, *data = read_contents(path, LARGEST, soon=soon)
    except (ContentsError, OSError) as error:
        if soon and isinstance(error, DiskTimeoutError):
            return [_file_to_await(path)]
        return [unread(path, error)]
    if file_format := format_to_extract(data[0], path.name, encodings.rules(path).divider):
        articles = _extract(path, origin, data.pop(), file_format, encodings, soon=soon)
        return [stated_metadata(article, encodings.configs) for article in articles]
    # `pop` keeps no second reference to the bytes: of a long file each copy counts.
    name, identity = name_of(path), identity_of(path)
    corpus_file = parse_bytes(identity, path, name, data.pop(), kind_of(path), encodings=encodings)
    with_origin = replace(corpus_file, real=origin.real, stamp=origin.stamp)
    return [stated_metadata(with_origin, encodings.configs)]


def load(
    path: Path, encodings: FileEncodings = FOUND, *, soon: bool = False, entry: str = ""
) -> CorpusFile:
    """Return the article `entry` of the file at `path`; without an entry, its first article.

    If `soon`, the corpus file of a slow disk has no document yet.
    """
    if not entry:
        return load_articles(path, encodings, soon=soon)[0]
    try:
        article = extraction.load_entry(path, entry, encodings)
        problem: ContentsError | OSError = ContentsError("it is no longer in its file")
    except (ContentsError, OSError) as error:
        article, problem = None, error
    except (ExtractionError, NotTextError) as error:
        article, problem = None, ContentsError(str(error))
    if article:
        return stated_metadata(article, encodings.configs)
    return replace(unread(path, problem), id=identity_of(path, entry), entry=entry)


def stated_metadata(corpus_file: CorpusFile, configs: FolderConfigs) -> CorpusFile:
    """Return an article with the outlet and the group that its configuration states."""
    article = corpus_file.path, corpus_file.entry
    outlet, group = configs.outlet(*article), configs.group(*article)
    if not outlet and not group:
        return corpus_file
    metadata = corpus_file.metadata
    return replace(
        corpus_file,
        metadata=metadata._replace(outlet=outlet) if outlet else metadata,
        group=group or corpus_file.group,
    )


def _extract(
    path: Path,
    origin: Origin,
    data: bytes,
    file_format: FileFormat,
    encodings: FileEncodings,
    *,
    soon: bool,
) -> list[CorpusFile]:
    """Return the articles that are extracted from a file, or a corpus file with the reason.

    If `soon`, a large file that takes long is put off.
    """
    try:
        return extraction.articles_of_file(path, origin, data, file_format, encodings, soon=soon)
    except ComputingError as error:
        if soon and extraction.is_large(data, file_format):
            return [_file_to_await(path, "it takes long, so it is read after the others…")]
        return [_unparsable_file(path, origin, error)]
    except (ExtractionError, NotTextError) as error:
        return [_unparsable_file(path, origin, error)]


def _unparsable_file(
    path: Path, origin: Origin, error: ExtractionError | NotTextError
) -> CorpusFile:
    """Return the corpus file of a file that was read, but can't be parsed."""
    corpus_file = unread(path, ContentsError(str(error)))
    return replace(corpus_file, real=origin.real, stamp=origin.stamp)


def _file_to_await(path: Path, reason: str = "its disk has not answered yet…") -> CorpusFile:
    """Return the corpus file of a file that is read later, with the reason."""
    return replace(unread(path, ContentsError(reason)), partial=True)


def load_again(
    path: Path, paths: Sequence[Path], encodings: FileEncodings = FOUND, *, secure: bool
) -> list[CorpusFile]:
    """Return the present articles of a file that was reached by `paths` before.

    `secure` has the meaning that it has in `find_allowed`.
    """
    bounds = _bounds(paths) if secure and path not in paths else None
    problem = _outside(path, bounds) if bounds else None
    return [unread(path, problem)] if problem else load_articles(path, encodings)


def unread(path: Path, error: ContentsError | OSError) -> CorpusFile:
    """Return the corpus file of the file at `path`, which can't be read."""
    problem = _why(error) if isinstance(error, OSError) else str(error)
    return CorpusFile(identity_of(path), path, name_of(path), problem=problem)


def find_allowed(
    paths: Sequence[Path],
    *,
    secure: bool,
    other_formats: bool = False,
    known_files: Container[Path] = frozenset(),
) -> Iterator[Path | CorpusFile]:
    """Yield the files that `paths` name.

    Args:
        paths: Files and folders.
        secure: True to yield, for a file outside of them, a corpus file with that reason.
        other_formats: True to yield at the end one corpus file for all files of other formats.
        known_files: Files that are known to have articles; their content is not examined.
    """
    bounds, named_paths = _bounds(paths) if secure else None, frozenset(paths)
    skipped: dict[str, Path] = {}
    for path in find(paths, skipped, known_files):
        problem = _outside(path, bounds) if bounds and path not in named_paths else None
        yield unread(path, problem) if problem else path
    if other_formats and skipped:
        yield _of_other_formats(list(skipped.values()))


def natural_order(name: str) -> tuple[list[str | int], str]:
    """Return a key that sorts names by the value of their numbers: 2 before 10."""
    parts: list[str | int] = list(_NUMBER.split(name))
    parts[1::2] = map(int, parts[1::2])
    return parts, name


def _of_other_formats(files: Sequence[Path]) -> CorpusFile:
    """Return the corpus file for skipped files, with their number and their formats."""
    kinds = Counter(clean_line(f.suffix.lower()[1:], 8) or "without ending" for f in files)
    format_counts = [
        f"{count} {kind}" for kind, count in sorted(kinds.items(), key=lambda k: (-k[1], k[0]))
    ]
    ellipsis = ["…"] if len(format_counts) > _KINDS else []
    name = f"{len(files)} file{'s' if len(files) > 1 else ''} of other formats"
    problem = f"not read: {', '.join([*format_counts[:_KINDS], *ellipsis])}"
    return CorpusFile(name, files[0].parent, name, problem=problem)


def _outside(path: Path, bounds: PathScope) -> ContentsError | OSError | None:
    """Return the reason why `path` is not read in secure mode; None if it is in the corpus."""
    try:
        if call_with_timeout(bounds.__contains__, path, disk=str(path.parent)):
            return None
    except OSError as error:
        return error
    return ContentsError("it is outside the corpus (secure mode)")


def _bounds(paths: Sequence[Path]) -> PathScope:
    """Return the scope of a corpus; a path whose disk doesn't answer is outside of it."""
    reachable = []
    for path in paths:
        with suppress(OSError):
            call_with_timeout(_real_path, path, disk=str(path.parent))
            reachable.append(path)
    return PathScope(reachable)


def preview(path: Path, encodings: FileEncodings = FOUND) -> CorpusFile | None:
    """Return the beginning of a long UTF-8 file, to show it while `load` reads the whole.

    Returns:
        The beginning; None if the file is short or can't be read. If its disk doesn't answer soon,
        a corpus file without a document.
    """
    if encodings.named(path):
        return None
    try:
        data = read_beginning(path, BEGINNING, LONG)
    except DiskTimeoutError:
        return _file_to_await(path)
    except OSError:
        return None
    rules = encodings.rules(path)
    if data is None or format_to_extract(data, path.name, rules.divider):
        return None
    try:
        text = data[: data.rfind(b"\n") + 1 or len(data)].decode("utf-8")
    except UnicodeDecodeError:
        return None
    complete_lines = text.encode()
    known_encodings = FileEncodings.exactly("utf-8", rules=rules)
    corpus_file = parse_bytes(
        identity_of(path),
        path,
        name_of(path),
        complete_lines,
        kind_of(path),
        encodings=known_encodings,
    )
    beginning = stated_metadata(replace(corpus_file, digest="", partial=True), encodings.configs)
    return beginning if beginning.document else None


def parse_bytes(
    identity: str,
    path: Path,
    name: str,
    data: bytes,
    kind: Format,
    *,
    encodings: FileEncodings = FOUND,
) -> CorpusFile:
    """Return the corpus file for bytes that were read already, such as those of standard input.

    Args:
        identity: The id of the corpus file.
        path: The path of the file.
        name: Its name, safe to show.
        data: Its bytes.
        kind: The format of the text.
        encodings: The encodings of the corpus.
    """
    if len(data) > LARGEST:
        return CorpusFile(identity, path, name, problem=too_large(len(data), LARGEST))
    try:
        rules = encodings.rules(path)
        if file_format := format_to_extract(data, name, rules.divider):
            article = _only_article(path, data, file_format, encodings)
            return replace(article, id=identity, name=name)
        decoded = encodings.decode(path, data)
    except (ExtractionError, NotTextError) as error:
        return CorpusFile(identity, path, name, problem=str(error))
    spellings = encodings.spellings(decoded.text)
    boilerplate = lines_in_text(rules.boilerplate, decoded.text)
    digest = digest_of(data, decoded.encoding, spellings, boilerplate)
    del data  # the bytes of a long file take much memory
    if reason := reason_against(decoded.text):
        return CorpusFile(identity, path, name, problem=reason, digest=digest)
    document = parse_document(decoded.text, kind, spellings, boilerplate)
    if not document.passages:
        return CorpusFile(identity, path, name, problem="it is empty", digest=digest)
    metadata = read_metadata(decoded.text, name, name_of(path.parent))
    return CorpusFile(
        identity,
        path,
        name,
        document,
        "",
        decoded.encoding,
        digest,
        metadata=metadata,
        spellings=spellings,
        rules=rules,
    )


def _only_article(
    path: Path, data: bytes, file_format: FileFormat, encodings: FileEncodings
) -> CorpusFile:
    """Return the article in bytes of another format that came on standard input.

    Raises:
        ExtractionError: If it can't be read, or there are several articles.
        NotTextError: If it can't be decoded in the named encoding.
    """
    no_origin = Origin("", Stamp(0, 0, 0))
    articles = extraction.articles_of_file(path, no_origin, data, file_format, encodings)
    if len(articles) > 1:
        raise ExtractionError(f"it has {len(articles)} articles; save it as a file to read them")
    return replace(articles[0], stamp=None, entry="")


def digest_of(
    data: bytes, encoding: str, spellings: Sequence[str] = (), boilerplate: Sequence[str] = ()
) -> str:
    """Return the digest of a file's bytes, and of all that determines how they are read.

    Args:
        data: The bytes.
        encoding: Their encoding; UTF-8 does not count.
        spellings: Spellings that the corpus decides.
        boilerplate: Lines of the configuration that may be in the file.
    """
    digest = hashlib.sha256(data)
    if encoding != "utf-8":
        digest.update(b"\0" + encoding.encode())
    for spelling in spellings:
        digest.update(b"\0\0" + spelling.encode())
    for line in boilerplate:
        digest.update(b"\0\0\0" + line.encode())
    return digest.hexdigest()


def _walk(
    folder: Path, real: str, skipped: dict[str, Path], known_files: Container[Path]
) -> Iterator[tuple[Path, str]]:
    """Yield the files below `folder`, each with its resolved path.

    A folder that contains itself by a link is entered once.
    """
    # No recursion: folders may be nested more deeply than calls.
    open_folders = {real: _in_folder(folder, real, skipped, known_files)}
    while open_folders:
        real, entries = next(reversed(open_folders.items()))
        for path, real_path, is_folder in entries:
            if not is_folder:
                yield path, real_path
            elif real_path not in open_folders:
                open_folders[real_path] = _in_folder(path, real_path, skipped, known_files)
                break
        else:
            del open_folders[real]


def _in_folder(
    folder: Path, real: str, skipped: dict[str, Path], known_files: Container[Path]
) -> Iterator[tuple[Path, str, bool]]:
    """Yield the files and folders in `folder`, with their resolved paths; True for a folder.

    A folder that can't be read is yielded as a file: `load` gives the reason.
    """
    try:
        entries = call_with_timeout(_entries, folder, disk=str(folder))
    except OSError:
        yield folder, real, False
        return
    pages = {name.rpartition(".")[0] for name, *_ in entries if Path(name).suffix.lower() in _PAGES}
    for name, is_link, is_real_folder, is_file in entries:
        path, real_path, is_folder = folder / name, f"{real}{os.sep}{name}", is_real_folder
        if is_link:
            with suppress(OSError):  # `load` gives the reason
                real_path, is_folder = call_with_timeout(_real_path, path, disk=real_path)
        if is_folder:
            if not _belongs_to(name, pages):
                yield path, real_path, True
        elif (
            path.suffix.lower() in TEXT_ENDINGS
            or path in known_files
            or _has_articles(path, is_file=is_file)
        ):
            yield path, real_path, False
        elif is_file and name != CONFIG_FILE:
            skipped[real_path] = path


def _belongs_to(name: str, pages: Container[str]) -> bool:
    """Return True if a folder has the parts of one of the saved `pages` beside it."""
    return any(name.endswith(part) and name.removesuffix(part) in pages for part in _PARTS)


def _has_articles(path: Path, *, is_file: bool) -> bool:
    """Return True if the content of a file in a folder is in a format that is read.

    A link may lead out of the corpus: only its ending is examined. Of a file whose disk does not
    answer the format is unknown: `load` gives the reason, or reads it when the disk answers.
    """
    if not is_file or path.suffix.lower() in _NEVER:
        return path.suffix.lower() in _PLAIN_TO_SEE
    try:
        head = read_beginning(path, HEAD, 1, soon=False)
    except DiskTimeoutError:
        return True
    except OSError:
        return False
    return head is not None and detect_format(head, path.name) is not None


def _entries(folder: Path) -> list[tuple[str, bool, bool, bool]]:
    """Return the entries of `folder` that are not hidden, in natural order.

    Each has its name and three flags: it is a link; it is itself a folder; it is itself a file.
    Only links must be resolved to find a file's location, and few files are links.
    """
    return [
        (
            entry.name,
            entry.is_symlink(),
            entry.is_dir(follow_symlinks=False),
            entry.is_file(follow_symlinks=False),
        )
        for entry in sorted(os.scandir(folder), key=lambda entry: natural_order(entry.name))
        if not entry.name.startswith(".")
    ]


def _real_path(path: Path) -> tuple[str, bool]:
    """Return the resolved path of `path`, and True if it is a folder."""
    return os.path.realpath(path), path.is_dir()


def kind_of(path: Path) -> Format:
    """Return the format of a file by its name."""
    return Format.MARKDOWN if path.suffix.lower() in MARKDOWN_ENDINGS else Format.PLAIN


def _why(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such file or folder"
        case PermissionError():
            return "you may not read it"
    if error.errno == errno.ELOOP:
        return "it is a link that leads back to itself"
    return clean_line(error.strerror or str(error))
