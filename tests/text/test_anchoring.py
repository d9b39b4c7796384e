"""A note holds to its passage through any change of its file, or says that it can't."""

import hashlib
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tui.anchoring.diff_summary import summarize_change
from tui.anchoring.resolver import AnchorResolver, create_selector, resolve
from tui.anchoring.result import AnchorResult, AnchorState
from tui.anchoring.selector import CONTEXT, Selector
from tui.text.parsing.document_parser import Format, parse_document
from tui.text.span import Span

SENTENCES = (
    "A bus left the coast road near Almere on Friday morning and fell into a canal.",
    "Police said 14 passengers were injured, three of them badly.",
    "The driver, Anna Vermeer, was taken to a hospital in Utrecht.",
    "Witnesses told reporters that the road had been icy since dawn.",
    "A spokesman for the company declined to comment.",
    "Mayor Joost Bakker thanked Sofia Lund for the quick work of her brigade.",
    "The regional government promised to pay for new barriers along the water.",
    "In 2019 a lorry had left the road at the very same bend.",
    "Schools in the district will stay closed until Monday.",
    "An inquiry has been opened, and its first findings are expected in June.",
)
LOOKALIKE = "Police said 41 passengers were injured, two of them badly."
UNRELATED = "Rain delayed the opening of the yearly flower show until the afternoon."


def article(*sentences: str) -> str:
    """The sentences, two to a paragraph."""
    pairs = [sentences[n : n + 2] for n in range(0, len(sentences), 2)]
    return "\n\n".join(" ".join(pair) for pair in pairs) + "\n"


def digest(raw: str) -> str:
    return hashlib.sha256(raw.encode()).hexdigest()


def selected(raw: str, words: str, *, nth: int = 0, form: Format = Format.PLAIN) -> Selector:
    document = parse_document(raw, form)
    at = -1
    for _ in range(nth + 1):
        at = document.text.index(words, at + 1)
    return create_selector(document, Span(at, at + len(words)), digest(raw))


def found(selector: Selector, raw: str) -> tuple[AnchorState, str, str | None]:
    document = parse_document(raw)
    anchoring = resolve(selector, document, digest(raw))
    words = anchoring.span.of(document.text) if anchoring.span else ""
    return anchoring.state, words, anchoring.change


RAW = article(*SENTENCES)
TOLL = SENTENCES[1]


def test_what_is_written_down_of_a_passage() -> None:
    selector = selected("\ufeffOne.\r\n\r\n" + RAW, "14 passengers were injured, three of")
    raw = "\ufeffOne.\r\n\r\n" + RAW
    assert raw[slice(*selector.position)] == selector.quote
    assert selector.digest == digest(raw)
    assert selector.numbers == ("14", "3")
    assert selector.prefix.endswith("canal. Police said ")
    assert selector.suffix.startswith(" them badly.\n\nThe driver")
    assert len(selector.prefix) >= CONTEXT
    assert len(selector.suffix) >= CONTEXT
    assert selector.sentence == TOLL
    assert selected(RAW, SENTENCES[2]).names == ("anna", "vermeer", "utrecht")


def test_context_is_cut_where_sentences_begin_and_end() -> None:
    selector = selected(RAW, SENTENCES[4])
    assert selector.prefix.strip() == SENTENCES[3] or selector.prefix.startswith(SENTENCES[2])
    assert selector.suffix.strip().endswith(SENTENCES[5])


def test_a_passage_without_words_is_refused() -> None:
    with pytest.raises(ValueError, match="no words"):
        create_selector(parse_document(RAW), Span(3, 3), "d")


def test_a_file_that_did_not_change_gives_the_very_span() -> None:
    raw = "A cat. A cat. A cat sat. A cat."
    document = parse_document(raw)
    for passage in document.passages:
        selector = create_selector(document, passage.span, digest(raw))
        assert resolve(selector, document, digest(raw)) == AnchorResult(
            AnchorState.EXACT, passage.span
        )


NUMBER = TOLL.replace("14", "17")
SWAPPED = "Mayor Sofia Lund thanked Joost Bakker for the quick work of her brigade."
MOVED = article(*SENTENCES[2:], *SENTENCES[:2])
WITH_LOOKALIKE = (*SENTENCES[:6], LOOKALIKE, *SENTENCES[6:])

REVISIONS = [
    ("the file is the same", RAW, TOLL, RAW, AnchorState.EXACT, TOLL, None),
    ("an edit after it", RAW, TOLL, RAW + UNRELATED, AnchorState.EXACT, TOLL, None),
    ("a line above it", RAW, TOLL, "New.\n\n" + RAW, AnchorState.MOVED, TOLL, None),
    ("paragraphs moved", RAW, TOLL, MOVED, AnchorState.MOVED, TOLL, None),
    ("a number changed", RAW, TOLL, RAW.replace("14", "17"), AnchorState.EDITED, NUMBER, "14 → 17"),
    (
        "names exchanged",
        RAW,
        SENTENCES[5],
        RAW.replace(SENTENCES[5], SWAPPED),
        AnchorState.EDITED,
        SWAPPED,
        "Joost Bakker → Sofia Lund; Sofia Lund → Joost Bakker",
    ),
    (
        "a word put in",
        RAW,
        SENTENCES[4],
        RAW.replace("declined", "repeatedly declined"),
        AnchorState.EDITED,
        "A spokesman for the company repeatedly declined to comment.",
        "+ repeatedly",
    ),
    (
        "words taken out",
        RAW,
        TOLL,
        RAW.replace(", three of them badly", ""),
        AnchorState.EDITED,
        "Police said 14 passengers were injured.",
        "− three of them badly",
    ),
    (
        "a number in a part of a sentence",
        RAW,
        "14 passengers",
        RAW.replace("14", "17"),
        AnchorState.EDITED,
        "17 passengers",
        "14 → 17",
    ),
    (
        "a lone number",
        RAW,
        "14",
        RAW.replace("14", "17"),
        AnchorState.EDITED,
        "17",
        "14 → 17",
    ),
    ("deleted", RAW, TOLL, RAW.replace(TOLL, ""), AnchorState.ORPHAN, "", None),
    ("another in its place", RAW, TOLL, RAW.replace(TOLL, UNRELATED), AnchorState.ORPHAN, "", None),
    (
        "deleted, a lookalike stays",
        article(*WITH_LOOKALIKE),
        TOLL,
        article(*(s for s in WITH_LOOKALIKE if s != TOLL)),
        AnchorState.ORPHAN,
        "",
        None,
    ),
    (
        "deleted, a lookalike next to it stays",
        article(TOLL, LOOKALIKE, *SENTENCES[2:]),
        TOLL,
        article(LOOKALIKE, *SENTENCES[2:]),
        AnchorState.ORPHAN,
        "",
        None,
    ),
    (
        "a number changed beside a lookalike",
        article(*SENTENCES[:2], LOOKALIKE, *SENTENCES[2:]),
        TOLL,
        article(SENTENCES[0], NUMBER, LOOKALIKE, *SENTENCES[2:]),
        AnchorState.EDITED,
        NUMBER,
        "14 → 17",
    ),
    (
        "deleted, its copy stays",
        article(*SENTENCES, TOLL),
        TOLL,
        article(SENTENCES[0], *SENTENCES[2:], TOLL),
        AnchorState.ORPHAN,
        "",
        None,
    ),
    (
        "edited, its copy stays",
        article(*SENTENCES, TOLL),
        TOLL,
        article(SENTENCES[0], NUMBER, *SENTENCES[2:], TOLL),
        AnchorState.EDITED,
        NUMBER,
        "14 → 17",
    ),
    (
        "deleted, one like it comes far off",
        RAW,
        TOLL,
        article(SENTENCES[0], *SENTENCES[2:], LOOKALIKE),
        AnchorState.ORPHAN,
        "",
        None,
    ),
    (
        "its sentence deleted, the word elsewhere",
        RAW,
        "injured",
        article(SENTENCES[0], *SENTENCES[2:], "Nobody else was injured, officials said."),
        AnchorState.ORPHAN,
        "",
        None,
    ),
    (
        "a name inside another word",
        "Only Ann went home late that day. He said it was all planned by others.",
        "Ann",
        "Nobody went anywhere on that day. He said it was all planned by Annabel.",
        AnchorState.ORPHAN,
        "",
        None,
    ),
]


@pytest.mark.parametrize("case", REVISIONS, ids=[case[0] for case in REVISIONS])
def test_a_real_revision(case: tuple[str, str, str, str, AnchorState, str, str | None]) -> None:
    _, old, words, new, *expected = case
    assert found(selected(old, words), new) == tuple(expected)


@pytest.mark.parametrize(
    "new",
    [
        RAW.replace("\n", "\r\n"),
        RAW.replace(" of ", " \u00adof "),
        unicodedata.normalize("NFD", RAW.replace("Vermeer", "Vermeér")).replace("e\u0301", "e"),
        RAW.replace(", ", ",  "),
    ],
    ids=["line ends", "soft hyphens", "composition", "spaces"],
)
def test_how_a_text_is_typed_changes_nothing(new: str) -> None:
    for sentence in SENTENCES:
        state, words, _ = found(selected(RAW, sentence), new)
        assert state in {AnchorState.EXACT, AnchorState.MOVED}
        assert " ".join(words.split()) == sentence


def test_quotation_marks_of_another_style_and_composed_letters_are_the_same_words() -> None:
    old = "“It’s a café – near the river,” she said to the reporters. " + RAW
    new = '"It\'s a cafe\u0301 - near the river," she said to the reporters. ' + RAW
    state, words, _ = found(selected(old, "It’s a café"), new)
    assert (state, words) == (AnchorState.EXACT, "It's a cafe\u0301")


def test_two_copies_without_anything_to_tell_them_apart_are_ambiguous() -> None:
    old = article(*SENTENCES[:4], TOLL)
    new = article(TOLL, UNRELATED, TOLL)
    document = parse_document(new)
    anchoring = resolve(selected(old, TOLL), document, digest(new))
    assert anchoring.state is AnchorState.AMBIGUOUS
    assert anchoring.span is None
    assert [c.of(document.text) for c in anchoring.candidates[:2]] == [TOLL, TOLL]


def test_a_copy_that_came_to_stand_in_its_place_is_not_taken_for_it() -> None:
    old = article(*SENTENCES, TOLL)
    first, _, third, *rest = SENTENCES
    new = article(first, TOLL, third, UNRELATED, TOLL, *rest)
    document = parse_document(new)
    anchoring = resolve(selected(old, TOLL), document, digest(new))
    assert anchoring.state is AnchorState.AMBIGUOUS
    assert [c.of(document.text) for c in anchoring.candidates[:2]] == [TOLL, TOLL]


def test_a_copy_that_stayed_where_it_stood_leaves_no_doubt() -> None:
    old = article(*SENTENCES, TOLL)
    new = article("New.", *SENTENCES, TOLL)
    document = parse_document(new)
    anchoring = resolve(selected(old, TOLL), document, digest(new))
    assert anchoring.state is AnchorState.MOVED
    assert anchoring.span == Span(new.index(TOLL), new.index(TOLL) + len(TOLL))


def test_a_lookalike_that_came_to_stand_in_its_place_is_not_an_edit_of_it() -> None:
    old = article(*WITH_LOOKALIKE)
    new = article(*(LOOKALIKE if s == TOLL else s for s in SENTENCES))
    assert found(selected(old, TOLL), new)[0] is AnchorState.ORPHAN


HURT = "Officials said 14 people were injured when the bridge gave way on Tuesday morning."
DAMAGED = "Officials said 9 cars were damaged when the bridge gave way on Tuesday morning."


def test_a_number_changed_far_off_beside_a_sentence_like_it_is_an_edit() -> None:
    old = article(SENTENCES[0], HURT, *SENTENCES[2:5], DAMAGED, *SENTENCES[5:])
    now = HURT.replace("14", "17")
    new = article(SENTENCES[0], *SENTENCES[2:5], DAMAGED, *SENTENCES[5:], now)
    assert found(selected(old, HURT), new) == (AnchorState.EDITED, now, "14 → 17")
    assert found(selected(old, DAMAGED), new) == (AnchorState.MOVED, DAMAGED, None)


def test_a_new_line_of_a_table_is_no_edit_of_one_that_is_gone() -> None:
    lines = [
        f"The gauge at the old stone bridge showed {n} centimetres above normal at noon."
        for n in (110, 125, 131, 90)
    ]
    old = article(*lines[:3], *SENTENCES)
    new = article(*lines[1:3], *SENTENCES, lines[3])
    assert found(selected(old, lines[0]), new)[0] is AnchorState.ORPHAN


def test_two_changed_numbers_or_a_changed_word_far_off_are_no_edit() -> None:
    old = article(SENTENCES[0], HURT, *SENTENCES[2:])
    for change_ in (("14", "17"), ("Tuesday", "Friday")), (("14 people", "17 horses"),):
        now = HURT
        for one, other in change_:
            now = now.replace(one, other)
        new = article(SENTENCES[0], *SENTENCES[2:], now)
        assert found(selected(old, HURT), new)[0] is AnchorState.ORPHAN


def test_of_a_word_said_twice_it_is_not_guessed_which_was_kept() -> None:
    said = "He had promised that that country would never do so, reporters were told."
    edited = said.replace("that that", "sharply that")
    state = found(selected(f"{said} {RAW}", "that"), f"{edited} {RAW}")[0]
    assert state is AnchorState.AMBIGUOUS


def test_an_orphan_names_where_it_might_have_gone() -> None:
    new = article(*(s for s in WITH_LOOKALIKE if s != TOLL))
    document = parse_document(new)
    anchoring = resolve(selected(article(*WITH_LOOKALIKE), TOLL), document, digest(new))
    assert anchoring.state is AnchorState.ORPHAN
    assert LOOKALIKE in [c.of(document.text) for c in anchoring.candidates]


def test_a_passage_found_in_later_states_is_told_against_the_first() -> None:
    first = selected(RAW, TOLL)
    second = RAW.replace("14", "17")
    rewritten = [
        s.replace("14", "17") if s == TOLL else UNRELATED if n in {0, 2} else s
        for n, s in enumerate(SENTENCES)
    ]
    third = article(*rewritten)
    document = parse_document(third)
    seen = selected(second, NUMBER)
    anchoring = AnchorResolver(document, digest(third)).resolve_latest(first, (seen,))
    assert anchoring.span is not None
    assert anchoring.span.of(document.text) == NUMBER
    assert (anchoring.state, anchoring.change) == (AnchorState.EDITED, "14 → 17")


def test_a_script_without_spaces_is_read_letter_by_letter() -> None:
    old = "警方称星期五有十四名乘客受伤，其中三人伤势严重。目击者说道路从黎明起就结冰了。"
    new = old.replace("十四", "十七")
    state, words, told = found(selected(old, "有十四名乘客受伤"), new)
    assert (state, words, told) == (AnchorState.EDITED, "有十七名乘客受伤", "四 → 七")


def test_markdown_passages_lead_to_the_file_s_own_letters() -> None:
    raw = "# Title\n\nHe **said** so on *Friday* at noon. She did not.\n"
    selector = selected(raw, "said so on Friday", form=Format.MARKDOWN)
    assert raw[slice(*selector.position)] == "said** so on *Friday"


def test_a_change_is_told_shortly_whatever_changed() -> None:
    assert summarize_change("He said, so.", "He said so.") == "said, → said"
    assert len(summarize_change("word " * 500, "other " * 500)) <= 160


edits = st.lists(
    st.tuples(
        st.sampled_from(["put in", "take out", "retype", "swap", "number"]),
        st.integers(0, 10**6),
        st.sampled_from([*SENTENCES, LOOKALIKE, UNRELATED]),
    ),
    max_size=4,
)


def revised(sentences: list[str], keep: int, plan: list[tuple[str, int, str]]) -> list[str]:
    """The sentences after random edits, none of them touching number `keep`; it goes last."""
    rows = [(s, n == keep) for n, s in enumerate(sentences)]
    for kind, at, words in plan:
        n = at % len(rows)
        if kind == "put in" and words != sentences[keep]:
            rows.insert(n, (words, False))
        elif kind == "swap":
            m = (n + 1) % len(rows)
            rows[n], rows[m] = rows[m], rows[n]
        elif not rows[n][1] and len(rows) > 2:
            if kind == "take out":
                del rows[n]
            elif kind == "retype":
                rows[n] = (words if words != sentences[keep] else UNRELATED, False)
            else:
                rows[n] = (rows[n][0].replace("14", "9").replace("the", "that"), False)
    return [s + ("\0" if kept else "") for s, kept in rows]


@pytest.mark.slow
@given(st.integers(0, len(SENTENCES) - 1), edits)
@settings(deadline=None)
def test_edits_elsewhere_never_lose_a_sentence(keep: int, plan: list[tuple[str, int, str]]) -> None:
    after = [s.rstrip("\0") for s in revised(list(SENTENCES), keep, plan)]
    assume(after.count(SENTENCES[keep]) == 1)
    state, words, _ = found(selected(RAW, SENTENCES[keep]), article(*after))
    assert state in {AnchorState.EXACT, AnchorState.MOVED}
    assert words == SENTENCES[keep]


@pytest.mark.slow
@given(st.integers(0, len(SENTENCES) - 1), edits, st.sampled_from(["sentence", "phrase"]))
@settings(deadline=None)
def test_a_sentence_deleted_is_found_nowhere(
    gone: int, plan: list[tuple[str, int, str]], length: str
) -> None:
    after = [s for s in revised(list(SENTENCES), gone, plan) if not s.endswith("\0")]
    sentence = SENTENCES[gone]
    assume(not any(s.startswith("Police") for s in after) or gone != 1)
    words = " ".join(sentence.split()[1:4]) if length == "phrase" else sentence
    assert found(selected(RAW, words), article(*after))[0] in {
        AnchorState.ORPHAN,
        AnchorState.AMBIGUOUS,
    }


@pytest.mark.slow
@given(st.integers(0, len(SENTENCES) - 1), edits)
@settings(deadline=None)
def test_anchoring_twice_is_anchoring_once(keep: int, plan: list[tuple[str, int, str]]) -> None:
    raw = article(*(s.rstrip("\0") for s in revised(list(SENTENCES), keep, plan)))
    document = parse_document(raw)
    first = resolve(selected(RAW, SENTENCES[keep]), document, digest(raw))
    if first.span is not None:
        again = create_selector(document, first.span, digest(raw))
        assert resolve(again, document, digest(raw)).span == first.span


@pytest.mark.slow
@given(st.text(max_size=300), st.text(max_size=300))
@settings(deadline=None)
def test_any_text_can_be_described_and_looked_for_in_any_other(old: str, new: str) -> None:
    before, after = parse_document(old), parse_document(new)
    for one, other in pairwise(p.span for p in before.passages):
        selector = create_selector(before, Span(one.start, other.end), "old")
        anchoring = resolve(selector, after, "new")
        assert (anchoring.span is None) == (
            anchoring.state in {AnchorState.ORPHAN, AnchorState.AMBIGUOUS}
        )


def test_words_of_the_sentence_before_are_not_taken_for_the_beginning_of_an_edited_one() -> None:
    """Both have a "the": an alignment may begin with the one that is far off."""
    harbour = "The harbour of Vlissingen was shut on Tuesday after the storm."
    ferry = "Nobody else reports the missing ferry Ouwerkerk at all."
    pilots = "Three pilots were taken off the sinking barge by helicopter."
    before = parse_document(f"{harbour}\n\n{ferry}\n\n{pilots}")
    after = parse_document(f"{ferry}\n\n{harbour.replace('Tuesday', 'Monday')}\n\n{pilots}")
    anchoring = resolve(create_selector(before, before.passages[0].span, "1"), after, "2")
    found = [span for span in (anchoring.span, *anchoring.candidates) if span]
    assert [span.of(after.text) for span in found] == [after.passages[1].span.of(after.text)]
