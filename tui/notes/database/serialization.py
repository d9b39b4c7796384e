"""Notes as JSON values, in both directions; the input may come from anyone.

Reading raises `NoteError`, which names the wrong value, and never trusts a size.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tui.anchoring.selector import Selector, SimilarSentence
from tui.notes.note import QUOTE_LONGEST, TEXT_LONGEST, Kind, Note, NoteError, Target, checked
from tui.text.sanitization import clean
from tui.text.span import Span

Record = dict[str, Any]

_CONTEXT_LONGEST = 10_000
_MANY = 1_000
_LATEST = 32_503_680_000.0
"""The year 3000 in seconds since 1970: no note is later."""


def selector_record(selector: Selector) -> Record:
    """Return `selector` as a record; empty fields are left out."""
    record = {
        "digest": selector.digest,
        "position": list(selector.position),
        "place": selector.clean_offset,
        "quote": selector.quote,
        "prefix": selector.prefix,
        "suffix": selector.suffix,
        "numbers": list(selector.numbers),
        "names": list(selector.names),
        "times": selector.times,
        "sentences": selector.sentences,
        "head": selector.head,
        "tail": selector.tail,
        "rivals": [[r.sentence, r.before, r.after] for r in selector.similar_sentences],
    }
    return {name: value for name, value in record.items() if value}


def selector_of(record: object) -> Selector:
    """Return the selector in `record`."""
    fields = mapping(record, "a selector")
    prefix = text(fields, "prefix", _CONTEXT_LONGEST)
    suffix = text(fields, "suffix", _CONTEXT_LONGEST)
    start, end = (*_numbers(fields, "position"), 0, 0)[:2]
    if not 0 <= start <= end:
        raise NoteError(f"a position from {start} to {end} is not valid")
    return Selector(
        digest=text(fields, "digest", 64),
        position=Span(start, end),
        clean_offset=number(fields, "place"),
        quote=_quote(fields),
        prefix=prefix,
        suffix=suffix,
        numbers=texts(fields, "numbers"),
        names=texts(fields, "names"),
        times=max(1, number(fields, "times")),
        sentences=max(1, number(fields, "sentences")),
        head=min(number(fields, "head"), len(prefix)),
        tail=min(number(fields, "tail"), len(suffix)),
        similar_sentences=tuple(_similar_sentence(r) for r in sequence(fields, "rivals")[:8]),
    )


def target_record(target: Target) -> Record:
    """Return `target` as a record."""
    record: Record = {"path": target.path, "title": target.title}
    record["selector"] = selector_record(target.selector)
    if target.later:
        record["later"] = [selector_record(s) for s in target.later]
    return record


def target_of(record: object) -> Target:
    """Return the target in `record`."""
    fields = mapping(record, "a passage")
    return Target(
        path=path(fields, "path"),
        title=text(fields, "title", 1_000),
        selector=selector_of(fields.get("selector")),
        later=tuple(selector_of(s) for s in sequence(fields, "later")[:_MANY]),
    )


def note_record(note: Note) -> Record:
    """Return `note` as a record."""
    return {
        "id": note.id,
        "kind": str(note.kind),
        "text": note.text,
        "tags": list(note.tags),
        "targets": [target_record(t) for t in note.targets],
        "created": note.created,
        "changed": note.changed,
        "mark": note.mark,
        "relation": note.relation,
    }


def note_of(record: object) -> Note:
    """Return the note in `record`."""
    fields = mapping(record, "a note")
    name = text(fields, "id", 64)
    if not name or not name.isascii() or not name.replace("-", "").isalnum():
        raise NoteError("a note's id must consist of letters and digits")
    try:
        kind = Kind(text(fields, "kind", 10))
    except ValueError:
        raise NoteError(f"note {name}: there is no kind “{text(fields, 'kind', 10)}”") from None
    return checked(
        Note(
            id=name,
            kind=kind,
            text=text(fields, "text", TEXT_LONGEST),
            tags=texts(fields, "tags"),
            targets=tuple(target_of(t) for t in sequence(fields, "targets")),
            created=_time(fields, "created"),
            changed=_time(fields, "changed"),
            mark=number(fields, "mark"),
            relation=text(fields, "relation", 1_000),
        )
    )


def mapping(value: object, what: str) -> Mapping[str, Any]:
    """Return `value`, if it is a JSON object."""
    if not isinstance(value, Mapping):
        raise NoteError(f"{what} should be an object with names and values")
    return value


def sequence(fields: Mapping[str, Any], name: str) -> Sequence[Any]:
    """Return the list under `name`; empty if there is none."""
    value = fields.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > _MANY:
        raise NoteError(f"“{name}” should be a list of at most {_MANY:,} values")
    return value


def text(fields: Mapping[str, Any], name: str, longest: int) -> str:
    """Return the text under `name`, made safe to show; empty if there is none."""
    value = fields.get(name, "")
    if not isinstance(value, str):
        raise NoteError(f"“{name}” should be text")
    if len(value) > longest:
        raise NoteError(f"“{name}” has {len(value):,} characters; at most {longest:,} are allowed")
    return clean(value)[0]


def texts(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return the texts listed under `name`, made safe to show."""
    return tuple(text({name: value}, name, 1_000) for value in sequence(fields, name))


def number(fields: Mapping[str, Any], name: str) -> int:
    """Return the whole number under `name`, 0 or more; 0 if there is none."""
    value = fields.get(name, 0)
    if not isinstance(value, int) or not 0 <= value < 1 << 53:
        raise NoteError(f"“{name}” should be a whole number from 0")
    return int(value)


def path(fields: Mapping[str, Any], name: str) -> str:
    """Return the path under `name`, in the form of the system; it is made safe when displayed."""
    value = fields.get(name, "")
    if not isinstance(value, str) or "\0" in value or len(value) > _CONTEXT_LONGEST:
        raise NoteError(f"“{name}” should be the path of a file")
    return value


def _numbers(fields: Mapping[str, Any], name: str) -> tuple[int, ...]:
    return tuple(number({name: value}, name) for value in sequence(fields, name))


def _quote(fields: Mapping[str, Any]) -> str:
    quote = text(fields, "quote", QUOTE_LONGEST)
    if not quote.strip():
        raise NoteError("a passage without words can't be found again")
    return quote


def _similar_sentence(value: object) -> SimilarSentence:
    if not isinstance(value, list) or len(value) != 3:  # noqa: PLR2004
        raise NoteError("a similar sentence should be a list of three texts")
    sentence, before, after = (text({"rivals": v}, "rivals", QUOTE_LONGEST) for v in value)
    return SimilarSentence(sentence, before, after)


def _time(fields: Mapping[str, Any], name: str) -> float:
    value = fields.get(name, 0)
    if not isinstance(value, int | float) or not 0 <= value <= _LATEST:
        raise NoteError(f"“{name}” should be a time in seconds since 1970")
    return float(value)
