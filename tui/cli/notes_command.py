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
from tui.text.sanitization import clean_line

with lazy_imports():
    from tui.cli import export_claims

if TYPE_CHECKING:
    from tui.exports.dossier import DossierClaim

DONE = 0

Asked = argparse.Namespace


class _MisuseError(VariorumError):
    """The arguments of the command line contradict each other."""

    code = USAGE


@report_errors
def serve_notes(arguments: Sequence[str]) -> int:
    """Run the command line of the notes; return the exit code."""
    asked = _parser().parse_args(arguments)
    work: Callable[[NoteStore, Asked], int] = asked.work
    ours, settings = start(secure=asked.secure)
    start_log(ours.log, log_level(asked.log_level))
    asked.secure = settings.secure
    read = [Path(path) for path in vars(asked).get("paths") or []]
    asked.encodings = encodings_of(read, ours, settings, above=not read)
    asked.ours = ours
    asked.semantic = settings.semantic
    asked.index = settings.index
    with closing(NoteStore(ours.data / "notes.sqlite", settings.mark_names)) as notes:
        return work(notes, asked)


def _list(notes: NoteStore, asked: Asked) -> int:
    reports = _reports(notes, asked)
    found = [reports.report(n) for n in reports.notes(offered=True) if _is_wanted(n, asked)]
    _print_reports(found, as_json=asked.json, whole=False)
    for message in reports.unanswered:
        tell(message)
    missing = [path for path in asked.paths if is_gone(path) and not _is_on(path, found)]
    for path in missing:
        tell(f"{clean_line(path, 4_000)} does not exist, and no note is on it; check the spelling")
    return FAILED if missing else DONE


def _reports(notes: NoteStore, asked: Asked) -> NoteReports:
    """Return the reports on the given files, after messages on unreadable ones."""
    paths = [Path(path) for path in asked.paths]
    sigla = _kept_sigla(notes, paths, asked).sigla()
    reports = NoteReports(notes, paths, secure=asked.secure, encodings=asked.encodings, sigla=sigla)
    for corpus_file in reports.barred:
        tell(f"{corpus_file.id}: {corpus_file.problem}")
    return reports


def _kept_sigla(notes: NoteStore, paths: Sequence[Path], asked: Asked) -> SiglumAssignment:
    """Return the sigla of the articles, as on the screen."""
    keys = () if paths else {t.path for n in notes.all() for t in n.targets if t.path != NO_PATH}
    return kept_sigla(asked.ours, paths, keys, asked.encodings.configs.own)


def _is_on(path: str, reports: Sequence[Report]) -> bool:
    key = str(Path(path).resolve())
    targets = (target for report in reports for target in report["targets"])
    return path == NO_PATH or any(key in (t["path"], t.get("from")) for t in targets)


def _show(notes: NoteStore, asked: Asked) -> int:
    reports = NoteReports(notes, encodings=asked.encodings)
    found = [reports.report(notes.note(name)) for name in asked.ids]
    _print_reports(found, as_json=asked.json, whole=True)
    for message in reports.unanswered:
        tell(message)
    return DONE


def _add(notes: NoteStore, asked: Asked) -> int:
    quote = _words(asked.quote) if asked.quote != "-" else asked.quote
    if not quote.strip():
        raise _MisuseError(
            "no words are quoted", advice="give the words of the passage after --quote"
        )
    if Path(asked.file).is_dir():
        raise _MisuseError(f"{clean_line(asked.file, 400)} is a folder", advice="name a file in it")
    words = _words(asked.text)
    note = add_quoted(notes, Path(asked.file), quote, words, asked.tag, encodings=asked.encodings)
    _print([note.id])
    return DONE


def _edit(notes: NoteStore, asked: Asked) -> int:
    notes.edit(asked.id, text=_words(asked.text))
    return DONE


def _remove(notes: NoteStore, asked: Asked) -> int:
    notes.remove(asked.ids)
    return DONE


def _tag(notes: NoteStore, asked: Asked) -> int:
    if not asked.add and not asked.drop:
        raise _MisuseError("no tags are given", advice="write --add TAG or --drop TAG")
    notes.tag(asked.ids, asked.add, asked.drop)
    return DONE


def _export(notes: NoteStore, asked: Asked) -> int:
    stream = not asked.to or is_stream(asked.to)
    to = Path(asked.to or STANDARD_OUTPUT)
    form = ExportFormat(asked.form) if asked.form else SUFFIXES.get(to.suffix.lower())
    if form is None and not stream:
        known = ", ".join(ExportFormat)
        raise _MisuseError(
            f"the format of {clean_line(to.name)} is unknown; give it with --form: {known}"
        )
    form = form or ExportFormat.MARKDOWN
    paths = [Path(path) for path in asked.paths]
    wanted = _reports(notes, asked).notes()
    corpus_files = [] if form in WITHOUT_ARTICLES else _corpus(wanted, paths, asked)
    by_claim = form not in WITHOUT_ARTICLES and asked.by == "claim"
    claims = _claims(notes, wanted, corpus_files, asked) if by_claim else None
    letters = _kept_sigla(notes, paths, asked).extend(corpus_files if paths else ()).sigla()
    names = ExportNames(letters, notes.mark_names.all())
    text = render(form, wanted, corpus_files, claims, names)
    if stream:
        return print_text(asked.to or STANDARD_OUTPUT, text)
    written = write(notes, to, text)
    edited = f": {clean_line(to.name)} was edited, or was not written by variorum"
    reason = edited if written.beside else ""
    count = f"{len(wanted)} note{'' if len(wanted) == 1 else 's'}"
    _print([f"{count} in {clean_line(str(written.path), 4_000)}{reason}"])
    if written.forgotten:
        tell(f"the next export there goes beside this one: {written.forgotten}")
    return DONE


def _claims(
    notes: NoteStore, wanted: Sequence[Note], corpus_files: Sequence[CorpusFile], asked: Asked
) -> "list[DossierClaim]":
    return export_claims.exported_claims(
        wanted, corpus_files, notes.excluded_pairs.all(), semantic=asked.semantic, index=asked.index
    )


def _import(notes: NoteStore, asked: Asked) -> int:
    new, held = import_notes(notes, Path(asked.file))
    _print([f"{new} of {held} notes were new"])
    return DONE


def _corpus(notes: Sequence[Note], paths: Sequence[Path], asked: Asked) -> list[CorpusFile]:
    """Return the files that `paths` name; if none are given, those that `notes` are on."""
    if not paths:
        named = dict.fromkeys(t.path for note in notes for t in note.targets if t.path != NO_PATH)
        files = (path if _is_file(path) else split_key(path)[0] for path in named)
        paths = [Path(path) for path in dict.fromkeys(files) if _is_file(path)]
    reached = find_allowed(paths, secure=asked.secure)
    return [
        article
        for one in reached
        if not isinstance(one, CorpusFile)
        for article in load_articles(one, asked.encodings)
        if article.document
    ]


def _is_file(path: str) -> bool:
    try:
        return call_with_timeout(os.path.isfile, path, disk=str(Path(path).parent))
    except OSError:
        return False


def _is_wanted(note: Note, asked: Asked) -> bool:
    tags = {tag.casefold() for tag in note.tags}
    return (not asked.kind or note.kind == asked.kind) and all(
        tag.casefold() in tags for tag in asked.tag
    )


def _words(given: str) -> str:
    """Return the given words of a note, or standard input for `-`; its encoding is detected."""
    try:
        if given == "-":
            return decode(read_input()).text
        given.encode()
    except UnicodeEncodeError:  # bytes that are invalid in the locale's encoding
        return decode(os.fsencode(given)).text
    except NotTextError as error:
        raise NoteError(f"standard input: {error}", advice="nothing was saved") from error
    return given


def _lines(report: Report, *, whole: bool) -> Iterator[str]:
    """Yield the lines of a note for people: its kind and words, then its passages."""
    tags = "".join(f" #{tag}" for tag in report["tags"])
    text = report["text"]
    name = f" ({report['mark_name']})" if "mark_name" in report else ""
    yield f"{report['id']}  {report['kind']}{name}{tags}" + (
        "" if whole else f"  {_first_line(text, 100)}"
    )
    if whole and text:
        yield from (f"  {line}" for line in text.split("\n"))
    for target in report["targets"]:
        quote = target["quote"] if whole else _first_line(target["quote"], 70)
        became = f"{target['state']}: {target['change']}" if "change" in target else target["state"]
        if "from" in target:
            became += f" from {_first_line(target['from'], 4_000)}, which is gone"
        letter = f"{target['siglum']}, " if "siglum" in target else ""
        where = f"{letter}{_first_line(target['path'], 4_000)}"
        yield f"    “{' '.join(quote.split())}” — {where} ({became})"
        for place in target.get("perhaps", ()):
            there = f"{_first_line(place['path'], 4_000)}, character {place['start'] + 1:,}"
            yield f"      its file is gone; perhaps in {there}"
    if whole:
        yield ""


def _first_line(text: str, longest: int) -> str:
    return clean_line(text.strip().partition("\n")[0], longest)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)  # noqa: T201


def _print_reports(reports: Sequence[Report], *, as_json: bool, whole: bool) -> None:
    if as_json:
        _print([json.dumps(reports, indent=1)])  # ASCII, because a path may be no valid text
    else:
        _print(line for report in reports for line in _lines(report, whole=whole))


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="variorum notes", description="Your notes.")
    parser.set_defaults(secure=False)
    add_log_level(parser)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, work: Callable[[NoteStore, Asked], int], message: str
    ) -> argparse.ArgumentParser:
        one = commands.add_parser(
            name, help=message, description=f"{message[0].upper()}{message[1:]}."
        )
        one.set_defaults(work=work)
        return one

    some = command("list", _list, "list notes, with the states of their passages")
    some.add_argument("paths", nargs="*", metavar="PATH", help="only those on these files")
    some.add_argument("--tag", action="append", default=[], metavar="T", help="only with this tag")
    some.add_argument("--kind", choices=["note", "mark", "link"], help="only of this kind")
    some.add_argument("--json", action="store_true", help="as JSON, for other programs")
    add_secure(some)
    one = command("show", _show, "show whole notes")
    one.add_argument("ids", nargs="+", metavar="ID", help="an id, or its beginning")
    one.add_argument("--json", action="store_true", help="as JSON, for other programs")
    new = command("add", _add, "add a note; its id is printed")
    new.add_argument("file", metavar="FILE", help="the article")
    new.add_argument("--quote", required=True, metavar="WORDS", help="the passage's own words")
    new.add_argument("--tag", action="append", default=[], metavar="T", help="may be repeated")
    new.add_argument("text", metavar="NOTE", help="- is standard input")
    other = command("edit", _edit, "change the words of a note")
    other.add_argument("id", metavar="ID", help="an id, or its beginning")
    other.add_argument("text", metavar="NOTE", help="- is standard input")
    gone = command("rm", _remove, "delete notes; undo in the reader restores them")
    gone.add_argument("ids", nargs="+", metavar="ID")
    tags = command("tag", _tag, "add and remove tags of notes")
    tags.add_argument("ids", nargs="+", metavar="ID")
    tags.add_argument("--add", action="append", default=[], metavar="T", help="may be repeated")
    tags.add_argument("--drop", action="append", default=[], metavar="T", help="may be repeated")
    out = command("export", _export, "write notes for other programs")
    out.add_argument("paths", nargs="*", metavar="PATH", help="only notes on these files")
    out.add_argument(
        "--form", choices=[str(form) for form in ExportFormat], help="default: by the name of TO"
    )
    out.add_argument("--by", choices=["article", "claim"], default="article", help="their order")
    out.add_argument(
        "--to",
        metavar="TO",
        help="a file (an edited one is never overwritten), or - for standard output",
    )
    add_secure(out)
    back = command("import", _import, "import notes from an export in JSON-LD")
    back.add_argument("file", metavar="FILE")
    return parser
