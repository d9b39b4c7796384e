"""Markdown as people write it: footnotes, front matter, and what Obsidian adds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.text.document import Document, Emphasis, Role
from tui.text.parsing.document_parser import Format, parse_document


def md(raw: str) -> Document:
    return parse_document(raw, Format.MARKDOWN)


def shown(document: Document) -> list[str]:
    return [p.prefix + p.span.of(document.text) for p in document.paragraphs]


def written(raw: str, document: Document, words: str) -> str:
    """What stands in the file where `words` stand in the document."""
    start = document.text.index(words)
    return raw[document.offset_map.to_source(start) :][: len(words)]


def test_footnotes_keep_their_text_and_their_mark() -> None:
    raw = (
        "The lock was dug in 1874.[^1] It leaks.[^src]\n\n[^1]: https://canal.example/lock\n"
        "[^src]: The engineer's letter.\n\n    It has two sheets.\n[^9]: Cited nowhere.\n\n"
        "The end.\n"
    )
    document = md(raw)
    assert shown(document) == [
        "The lock was dug in 1874.[1] It leaks.[^src]",
        "[1] https://canal.example/lock",
        "[^src] The engineer's letter.",
        "       It has two sheets.",
        "[9] Cited nowhere.",
        "The end.",
    ]
    for words in ("It leaks", "The engineer's letter.", "two sheets", "Cited nowhere", "The end"):
        assert written(raw, document, words) == words


def test_a_footnote_written_on_the_spot_is_shown_on_the_spot() -> None:
    assert shown(md("The lock leaks^[So says *one* engineer.] badly.")) == [
        "The lock leaks [So says one engineer.] badly."
    ]


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: The lock\n---\n",
        "--- \ntitle: 'The lock'\n...\n",
        '---\t\n# about\ntags: [a, b]\ntitle: "The lock"\nlist:\n  - x\n- y\n---  \n',
        "---\ntitle: >-\n  The\n  lock\nother: 1\n---\n",
        '+++\ntitle = "The lock"\n[more]\ndate = 2020-01-01\n+++\n',
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_front_matter_is_metadata(front: str, newline: str) -> None:
    document = md(front.replace("\n", newline) + "It leaks, and nobody mends it.")
    assert shown(document) == ["It leaks, and nobody mends it."]
    assert document.title == "The lock"


@pytest.mark.parametrize(
    "raw",
    [
        "---\nIt leaks, and nobody mends it.\n\n---\nMore.",
        "+++\nIt leaks.\n+++\nMore.",
        "---\ntitle: never closed\n\nIt leaks.",
    ],
)
def test_what_is_no_metadata_stays(raw: str) -> None:
    assert any("leaks" in line for line in shown(md(raw)))


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("The lock %%ask Ines%% leaks, she said.", "The lock leaks, she said."),
        ("The lock%% ask Ines %% leaks, she said.", "The lock leaks, she said."),
        ("The *lock* %%b%% leaks %%c%%", "The lock leaks"),
        ("%%a%% The lock leaks.", "The lock leaks."),
        ("## The %%old%% lock", "The lock"),
    ],
)
def test_a_comment_between_words_leaves_no_gap(raw: str, seen: str) -> None:
    document = md(raw + "\n")
    assert shown(document) == [seen]
    assert written(raw, document, "lock") == "lock"
    if "leaks" in seen:
        assert written(raw, document, "leaks") == "leaks"


def test_comments_and_ids_are_no_text() -> None:
    raw = (
        "The lock %%check this%% leaks. ^leak-1\n\n%%\nTwo lines\n\nof doubt\n%%\n\n"
        "- one ^a\n- two\n\n"
        "`%%code%%` stays.\n\n```\n%% so does this %%\n```\n\nIt is 5 ^ 2.\n"
    )
    document = md(raw)
    text = " ".join(document.text.split())
    assert text == "The lock leaks. one two %%code%% stays. %% so does this %% It is 5 ^ 2."
    assert written(raw, document, "leaks.") == "leaks."


def test_links_embeds_and_highlights_are_what_they_show() -> None:
    raw = "See [[Canals/Lock 3|Lock 3]], [[Sluice]] and ==the *old* gate==.\n\n![[gate.png|300]]\n"
    document = md(raw)
    assert shown(document) == ["See Lock 3, Sluice and the old gate.", "gate.png"]
    looks = {(s.emphasis, s.span.of(document.text), s.target) for s in document.markup}
    assert (Emphasis.LINK, "Lock 3", "Canals/Lock 3") in looks
    assert (Emphasis.LINK, "Sluice", "Sluice") in looks
    assert (Emphasis.STRONG, "the old gate", "") in looks
    assert document.paragraphs[1].role is Role.BOILERPLATE
    lock = document.offset_map.to_source(document.text.index("Lock 3"))
    assert raw[lock - 1 : lock + 8] == "|Lock 3]]"


def test_callouts_and_tasks_lose_their_marks() -> None:
    raw = "> [!quote]- From the letter\n> It leaks.\n\n- [ ] ask\n- [x] read\n- [y] neither\n"
    assert shown(md(raw)) == [
        "▎ From the letter",
        "▎ It leaks.",
        "☐ ask",
        "☑ read",
        "• [y] neither",
    ]


@given(st.text("[]|!=%^-+:x1 \n>`*", max_size=60))
def test_whatever_is_written_can_be_read(raw: str) -> None:
    document = md(raw)
    for passage in document.passages:
        span = document.offset_map.span_to_source(passage.span)
        assert 0 <= span.start <= span.end <= len(raw)


@pytest.mark.parametrize(
    ("raw", "read_as"),
    [
        ("The inspec-\ntion of the lock.", "The inspection of the lock."),
        ("The *inspec-\ntion* of the lock.", "The inspection of the lock."),
        ("The inspec-\n*tion* of the lock.", "The inspection of the lock."),
        ("The soft\u00ad\nware of the lock.", "The software of the lock."),
        ("> The inspec-\n> tion of the lock.", "The inspection of the lock."),
        ("- The inspec-\n  tion of the lock.", "The inspection of the lock."),
        ("A well-\nknown lock.", "A well-known lock."),
        ("A pre-\nand post-war lock.", "A pre- and post-war lock."),
        ("A lock -\nand a weir.", "A lock - and a weir."),
        ("The `inspec-`\ntion of it.", "The inspec- tion of it."),
        ("The **inspec-**\ntion of it.", "The inspec- tion of it."),
        ("水门漏水已经很\n久了。", "水门漏水已经很久了。"),
        ("水门 A\n漏水。", "水门 A 漏水。"),
    ],
)
def test_lines_of_a_paragraph_are_joined_as_those_of_plain_text(raw: str, read_as: str) -> None:
    document = md(raw)
    assert document.text == read_as
    last = read_as.rsplit(maxsplit=1)[-1][-3:]
    assert written(raw, document, last) == last


def test_looks_stay_on_their_words_where_a_parted_word_is_joined() -> None:
    document = md("The inspec-\ntion of the **old** lock is *over\u00ad\ndue* now.")
    looks = {s.span.of(document.text): s.emphasis for s in document.markup}
    assert looks == {"old": Emphasis.STRONG, "overdue": Emphasis.EMPHASIS}
