"""The tags in use as a REFI-QDA codebook, for programs for qualitative analysis.

The library that writes it is an extra, and is imported only for this.
"""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence

from tui.notes.note import Kind, Note, NoteError, kind_label

_NAMES = uuid.UUID("6d6c8f1e-2f3b-5a0e-9a54-0c1f4b7c9e21")
"""The name space of our codes: a tag has the same identity in every export."""


def codebook(notes: Sequence[Note], mark_names: Mapping[int, str]) -> str:
    """Return a codebook with a code for every tag, kind of mark and kind of link on `notes`.

    Raises:
        NoteError: If the library isn't installed, or there is no code to write.
    """
    try:
        from pyrefiqda.models.codebook import CodeBook, CodesType, CodeType  # noqa: PLC0415  # the extra
        from xsdata_pydantic.bindings import XmlSerializer  # noqa: PLC0415  # may be missing
    except ImportError as error:
        raise NoteError(
            "a REFI-QDA codebook needs the extra `refi`: pip install 'variorum[refi]'"
        ) from error
    codes = [
        CodeType(
            guid=str(uuid.uuid5(_NAMES, f"{sort}\n{name.casefold()}")),
            name=_code_name(sort, name, mark_names),
            is_codable=True,
            description=f"A {sort} on {count} note{'' if count == 1 else 's'} in variorum",
        )
        for (sort, name), count in _codes(notes).items()
    ]
    if not codes:
        raise NoteError("these notes have no tags, marks or links: a codebook would be empty")
    book = CodeBook(codes=CodesType(code=codes), origin="variorum")
    xml: str = XmlSerializer().render(book, ns_map={None: "urn:QDA-XML:codebook:1.0"})
    return xml


def _code_name(sort: str, name: str, mark_names: Mapping[int, str]) -> str:
    if sort == "mark":
        return kind_label(Kind.MARK, int(name), "", mark_names)
    return name if sort == "tag" else f"{sort} {name}"


def _codes(notes: Sequence[Note]) -> dict[tuple[str, str], int]:
    """Return the kinds and names of all codes of notes, with their numbers of notes."""
    counts: Counter[tuple[str, str]] = Counter()
    spelling: dict[str, str] = {}
    for note in notes:
        counts.update({("tag", spelling.setdefault(tag.casefold(), tag)) for tag in note.tags})
        if note.kind is Kind.MARK:
            counts[("mark", str(note.mark))] += 1
        if note.kind is Kind.LINK:
            counts[("link", note.relation)] += 1
    order = ("tag", "mark", "link")
    ranked = sorted(counts, key=lambda code: (order.index(code[0]), code[1].casefold()))
    return {code: counts[code] for code in ranked}
