"""`variorum notes`: the notes without a screen, for people and for scripts.

Exit codes: 0 done, 1 it could not be done, 2 wrong usage.
"""

import argparse
import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.argument_parser import Parser
from tui.cli.corpus_options import add_log_level, add_secure, encodings_of, log_level, start
from tui.cli.messages import report_errors, tell
from tui.cli.streams import STANDARD_OUTPUT, is_stream, print_text, read_input
from tui.corpus.article_names import split_key
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.loader import find_allowed, load_articles
from tui.corpus.siglum_assignment import SiglumAssignment
from tui.errors import FAILED, USAGE, VariorumError
from tui.exports.dossier import ExportNames
from tui.exports.formats import (
    SUFFIXES,
    WITHOUT_ARTICLES,
    ExportFormat,
    import_notes,
    render,
    write,
)
from tui.lazy_imports import lazy_imports
from tui.log.log_file import start_log
from tui.notes.database.schema import NO_PATH
from tui.notes.note import Note, NoteError
from tui.notes.note_reports import NoteReports, Report, add_quoted
from tui.notes.note_store import NoteStore, is_gone
from tui.reading_state.kept_sigla import kept_sigla
from tui.storage.disk_timeout import call_with_timeout
from tui.text.encodings.detection import NotTextError, decode
from tui.text.sanitization import clean_line, first_line

with lazy_imports():
    from tui.cli import export_claims

if TYPE_CHECKING:
    from tui.exports.dossier import DossierClaim

DONE = 0

Options = argparse.Namespace


class _MisuseError(VariorumError):
    """The arguments of the command line contradict each other."""

    code = USAGE


@report_errors
def serve_notes(arguments: Sequence[str]) -> int:
    """Run the command line of the notes, without a command `list`; return the exit code."""
    options = _parser().parse_args(arguments or ["list"])
    work: Callable[[NoteStore, Options], int] = options.work
    user_folders, settings = start(secure=options.secure)
    start_log(user_folders.log, log_level(options.log_level))
    options.secure = settings.secure
    paths = [Path(path) for path in vars(options).get("paths") or []]
    options.encodings = encodings_of(paths, user_folders, settings, looks_above=not paths)
    options.user_folders = user_folders
    options.semantic = settings.semantic
    options.index = settings.index
    with closing(NoteStore(user_folders.data / "notes.sqlite", settings.mark_names)) as notes:
        return work(notes, options)


def _list(notes: NoteStore, options: Options) -> int:
    reports = _reports(notes, options)
    shown_reports = [
        reports.report(n) for n in reports.notes(offered=True) if _is_wanted(n, options)
    ]
    _print_reports(shown_reports, as_json=options.json, is_whole=False)
    for message in reports.unanswered:
        tell(message)
    missing = [path for path in options.paths if is_gone(path) and not _is_on(path, shown_reports)]
    for path in missing:
        tell(f"{clean_line(path, 4_000)} does not exist, and no note is on it; check the spelling")
    return FAILED if missing else DONE


def _reports(notes: NoteStore, options: Options) -> NoteReports:
    """Return the reports on the given files, after messages on unreadable ones."""
    paths = [Path(path) for path in options.paths]
    sigla = _kept_sigla(notes, paths, options).sigla()
    reports = NoteReports(
        notes, paths, secure=options.secure, encodings=options.encodings, sigla=sigla
    )
    for corpus_file in reports.barred:
        tell(f"{corpus_file.id}: {corpus_file.problem}")
    return reports


def _kept_sigla(notes: NoteStore, paths: Sequence[Path], options: Options) -> SiglumAssignment:
    """Return the sigla of the articles, as on the screen."""
    keys = () if paths else {t.path for n in notes.all() for t in n.targets if t.path != NO_PATH}
    return kept_sigla(options.user_folders, paths, keys, options.encodings.configs.own)


def _is_on(path: str, reports: Sequence[Report]) -> bool:
    key = str(Path(path).resolve())
    targets = (target for report in reports for target in report["targets"])
    return path == NO_PATH or any(key in (t["path"], t.get("from")) for t in targets)


def _show(notes: NoteStore, options: Options) -> int:
    reports = NoteReports(notes, encodings=options.encodings)
    shown_reports = [reports.report(notes.note(name)) for name in options.ids]
    _print_reports(shown_reports, as_json=options.json, is_whole=True)
    for message in reports.unanswered:
        tell(message)
    return DONE


def _add(notes: NoteStore, options: Options) -> int:
    quote = _words(options.quote) if options.quote != "-" else options.quote
    if not quote.strip():
        raise _MisuseError(
            "no words are quoted", advice="give the words of the passage after --quote"
        )
    if Path(options.file).is_dir():
        raise _MisuseError(
            f"{clean_line(options.file, 400)} is a folder", advice="name a file in it"
        )
    words = _words(options.text)
    note = add_quoted(
        notes, Path(options.file), quote, words, options.tag, encodings=options.encodings
    )
    _print([note.id])
    return DONE


def _edit(notes: NoteStore, options: Options) -> int:
    notes.edit(options.id, text=_words(options.text))
    return DONE


def _remove(notes: NoteStore, options: Options) -> int:
    notes.remove(options.ids)
    return DONE


def _tag(notes: NoteStore, options: Options) -> int:
    if not options.add and not options.drop:
        raise _MisuseError("no tags are given", advice="write --add TAG or --drop TAG")
    notes.tag(options.ids, options.add, options.drop)
    return DONE


def _export(notes: NoteStore, options: Options) -> int:
    stream = not options.to or is_stream(options.to)
    export_path = Path(options.to or STANDARD_OUTPUT)
    form = ExportFormat(options.form) if options.form else SUFFIXES.get(export_path.suffix.lower())
    if form is None and not stream:
        format_names = ", ".join(ExportFormat)
        raise _MisuseError(
            f"the format of {clean_line(export_path.name)} is unknown;"
            f" give it with --form: {format_names}"
        )
    form = form or ExportFormat.MARKDOWN
    paths = [Path(path) for path in options.paths]
    wanted_notes = _reports(notes, options).notes()
    corpus_files = [] if form in WITHOUT_ARTICLES else _corpus(wanted_notes, paths, options)
    by_claim = form not in WITHOUT_ARTICLES and options.by == "claim"
    claims = _claims(notes, wanted_notes, corpus_files, options) if by_claim else None
    letters = _kept_sigla(notes, paths, options).extend(corpus_files if paths else ()).sigla()
    names = ExportNames(letters, notes.mark_names.all())
    text = render(form, wanted_notes, corpus_files, claims, names)
    if stream:
        return print_text(options.to or STANDARD_OUTPUT, text)
    export_result = write(notes, export_path, text)
    edit_reason = f": {clean_line(export_path.name)} was edited, or was not written by variorum"
    reason = edit_reason if export_result.beside else ""
    count = f"{len(wanted_notes)} note{'' if len(wanted_notes) == 1 else 's'}"
    _print([f"{count} in {clean_line(str(export_result.path), 4_000)}{reason}"])
    if export_result.forgotten:
        tell(f"the next export there goes beside this one: {export_result.forgotten}")
    return DONE


def _claims(
    notes: NoteStore,
    wanted_notes: Sequence[Note],
    corpus_files: Sequence[CorpusFile],
    options: Options,
) -> "list[DossierClaim]":
    return export_claims.exported_claims(
        wanted_notes,
        corpus_files,
        notes.excluded_pairs.all(),
        semantic=options.semantic,
        index=options.index,
    )


def _import(notes: NoteStore, options: Options) -> int:
    new_count, note_count = import_notes(notes, Path(options.file))
    _print([f"{new_count} of {note_count} notes were new"])
    return DONE


def _corpus(notes: Sequence[Note], paths: Sequence[Path], options: Options) -> list[CorpusFile]:
    """Return the files that `paths` name; if none are given, those that `notes` are on."""
    if not paths:
        note_paths = dict.fromkeys(
            t.path for note in notes for t in note.targets if t.path != NO_PATH
        )
        files = (path if _is_file(path) else split_key(path)[0] for path in note_paths)
        paths = [Path(path) for path in dict.fromkeys(files) if _is_file(path)]
    reached_files = find_allowed(paths, secure=options.secure)
    return [
        article
        for file in reached_files
        if not isinstance(file, CorpusFile)
        for article in load_articles(file, options.encodings)
        if article.document
    ]


def _is_file(path: str) -> bool:
    try:
        return call_with_timeout(os.path.isfile, path, disk=str(Path(path).parent))
    except OSError:
        return False


def _is_wanted(note: Note, options: Options) -> bool:
    tags = {tag.casefold() for tag in note.tags}
    return (not options.kind or note.kind == options.kind) and all(
        tag.casefold() in tags for tag in options.tag
    )


def _words(words: str) -> str:
    """Return the given words of a note, or standard input for `-`; its encoding is detected."""
    try:
        if words == "-":
            return decode(read_input()).text
        words.encode()
    except UnicodeEncodeError:  # bytes that are invalid in the locale's encoding
        return decode(os.fsencode(words)).text
    except NotTextError as error:
        raise NoteError(f"standard input: {error}", advice="nothing was saved") from error
    return words


def _lines(report: Report, *, is_whole: bool) -> Iterator[str]:
    """Yield the lines of a note for people: its kind and words, then its passages."""
    tags = "".join(f" #{tag}" for tag in report["tags"])
    text = report["text"]
    name = f" ({report['mark_name']})" if "mark_name" in report else ""
    yield f"{report['id']}  {report['kind']}{name}{tags}" + (
        "" if is_whole else f"  {first_line(text, 100)}"
    )
    if is_whole and text:
        yield from (f"  {line}" for line in text.split("\n"))
    for target in report["targets"]:
        quote = target["quote"] if is_whole else first_line(target["quote"], 70)
        state = f"{target['state']}: {target['change']}" if "change" in target else target["state"]
        if "from" in target:
            state += f" from {first_line(target['from'], 4_000)}, which is gone"
        letter = f"{target['siglum']}, " if "siglum" in target else ""
        location = f"{letter}{first_line(target['path'], 4_000)}"
        yield f"    “{' '.join(quote.split())}” — {location} ({state})"
        for candidate in target.get("perhaps", ()):
            position = (
                f"{first_line(candidate['path'], 4_000)}, character {candidate['start'] + 1:,}"
            )
            yield f"      its file is gone; perhaps in {position}"
    if is_whole:
        yield ""


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)  # noqa: T201


def _print_reports(reports: Sequence[Report], *, as_json: bool, is_whole: bool) -> None:
    if as_json:
        _print([json.dumps(reports, indent=1)])  # ASCII, because a path may be no valid text
    else:
        _print(line for report in reports for line in _lines(report, is_whole=is_whole))


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="variorum notes", description="Your notes.")
    parser.set_defaults(secure=False)
    add_log_level(parser)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, work: Callable[[NoteStore, Options], int], summary: str
    ) -> argparse.ArgumentParser:
        subparser = commands.add_parser(
            name, help=summary, description=f"{summary[0].upper()}{summary[1:]}."
        )
        subparser.set_defaults(work=work)
        return subparser

    list_parser = command("list", _list, "list notes, with the states of their passages")
    list_parser.add_argument("paths", nargs="*", metavar="PATH", help="only those on these files")
    list_parser.add_argument(
        "--tag", action="append", default=[], metavar="T", help="only with this tag"
    )
    list_parser.add_argument("--kind", choices=["note", "mark", "link"], help="only of this kind")
    list_parser.add_argument("--json", action="store_true", help="as JSON, for other programs")
    add_secure(list_parser)
    show_parser = command("show", _show, "show whole notes")
    show_parser.add_argument("ids", nargs="+", metavar="ID", help="an id, or its beginning")
    show_parser.add_argument("--json", action="store_true", help="as JSON, for other programs")
    add_parser = command("add", _add, "add a note; its id is printed")
    add_parser.add_argument("file", metavar="FILE", help="the article")
    add_parser.add_argument(
        "--quote", required=True, metavar="WORDS", help="the passage's own words"
    )
    add_parser.add_argument(
        "--tag", action="append", default=[], metavar="T", help="may be repeated"
    )
    add_parser.add_argument("text", metavar="NOTE", help="- is standard input")
    edit_parser = command("edit", _edit, "change the words of a note")
    edit_parser.add_argument("id", metavar="ID", help="an id, or its beginning")
    edit_parser.add_argument("text", metavar="NOTE", help="- is standard input")
    remove_parser = command("rm", _remove, "delete notes; undo in the reader restores them")
    remove_parser.add_argument("ids", nargs="+", metavar="ID")
    tag_parser = command("tag", _tag, "add and remove tags of notes")
    tag_parser.add_argument("ids", nargs="+", metavar="ID")
    tag_parser.add_argument(
        "--add", action="append", default=[], metavar="T", help="may be repeated"
    )
    tag_parser.add_argument(
        "--drop", action="append", default=[], metavar="T", help="may be repeated"
    )
    export_parser = command("export", _export, "write notes for other programs")
    export_parser.add_argument("paths", nargs="*", metavar="PATH", help="only notes on these files")
    export_parser.add_argument(
        "--form", choices=[str(form) for form in ExportFormat], help="default: by the name of TO"
    )
    export_parser.add_argument(
        "--by", choices=["article", "claim"], default="article", help="their order"
    )
    export_parser.add_argument(
        "-o",
        "--to",
        metavar="TO",
        help="a file (an edited one is never overwritten), or - for standard output",
    )
    add_secure(export_parser)
    import_parser = command("import", _import, "import notes from an export in JSON-LD")
    import_parser.add_argument("file", metavar="FILE")
    return parser
