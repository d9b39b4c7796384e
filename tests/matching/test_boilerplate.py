"""Lines that recur everywhere are left out; what articles quote or copy of each other is not."""

from collections.abc import Iterable

import pytest

from tests.support.corpora import LETTER, story, with_lines
from tui.matching.features.preprocessing import preprocess
from tui.matching.matches import DocumentMatches
from tui.matching.pipeline import match_documents
from tui.text.parsing.document_parser import parse_document

CONSENT = "This page keeps small files on your device so that it works as you would expect it to."
QUOTE = "We shall raise the wall by two metres before the next winter comes, said the dyke warden."


def surveyed(*texts: str) -> list[DocumentMatches]:
    return list(
        match_documents(
            [preprocess(f"{n:04}", parse_document(text)) for n, text in enumerate(texts)]
        )
    )


def matched(found: Iterable[DocumentMatches]) -> int:
    return sum(len(one.matches) for one in found)


@pytest.mark.parametrize(
    "line",
    [
        LETTER,
        "NO VERSION IN THIS LANGUAGE YET",
        "Jeden Abend das Wichtigste des Tages in Ihrem Postfach, kostenlos und ohne Eile",
        "Подпишитесь на вечернюю рассылку и узнавайте главное за день первыми",
        "今晚的通讯将免费为您送上今天所有重要的消息",
        "اشترك في نشرتنا المسائية لتصلك أهم أخبار اليوم مجانا كل مساء",
    ],
    ids=["letter", "notice", "German", "Russian", "Chinese", "Arabic"],
)
def test_a_line_said_over_and_over_in_two_articles_is_none_of_what_they_share(line: str) -> None:
    found = surveyed(with_lines(1, [line], 3), with_lines(12, [line], 3))
    assert [(one.matches, one.reused_ranges) for one in found] == [((), ()), ((), ())]
    assert [{documents for _, documents in one.boilerplate} for one in found] == [{2}, {2}]
    assert [len(one.boilerplate) for one in found] == [3, 3]


def test_said_twice_in_two_articles_it_is_a_match_listed_once_with_its_repeats() -> None:
    found = surveyed(with_lines(1, [LETTER], 2), with_lines(12, [LETTER], 2))
    assert matched(found) == 2  # one, seen from both
    assert [len(one.repeats) for one in found] == [1, 1]
    assert {original for _, original in found[0].repeats} == {found[0].matches[0].here.passage}


def test_unrelated_articles_of_one_site_share_nothing() -> None:
    lines = [LETTER, CONSENT, "More on this", "More on this: the story so far"]
    found = surveyed(*[with_lines(n, lines, 6) for n in range(50)])
    assert matched(found) == 0
    assert not any(one.reused_ranges for one in found)


def test_a_line_once_in_many_articles_that_are_not_about_it_is_left_out() -> None:
    found = surveyed(*[with_lines(n, [LETTER], 1) for n in range(8)])
    assert matched(found) == 0
    assert all([documents for _, documents in one.boilerplate] == [8] for one in found)


def test_in_four_articles_it_is_not() -> None:
    found = surveyed(*[with_lines(n, [LETTER], 1) for n in range(4)])
    assert matched(found) == 12
    assert not any(one.boilerplate for one in found)


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "„{}“", "«{}»", "「{}」"])
def test_what_many_articles_quote_is_no_furniture(marks: str) -> None:
    found = surveyed(*[with_lines(n, [marks.format(QUOTE)], 1) for n in range(12)])
    assert matched(found) == 12 * 11
    assert not any(one.boilerplate for one in found)


def test_nor_is_what_many_articles_say_of_their_own_subject() -> None:
    wall = "The dyke warden spoke of winter at the wall. Two metres it would be raised."
    texts = ["\n\n".join([*story(n), f"{story(n + 100)[0]}. {wall}", QUOTE]) for n in range(12)]
    assert matched(surveyed(*texts)) >= 12 * 11


def test_nor_is_a_story_that_many_copied_whatever_they_put_around_it() -> None:
    copied = story(77)[1:] + story(88)[1:] + story(99)[1:]
    texts = ["\n\n".join([*story(n), *copied, f"Printed by P{n}pers."]) for n in range(8)]
    found = surveyed(*texts)
    assert not any(one.boilerplate for one in found)
    assert all(len({m.there for m in one.matches}) >= 7 * 2 * len(copied) for one in found)


def test_furniture_within_a_reused_story_leaves_the_story() -> None:
    shared = "\n\n".join([*story(55)[1:], LETTER, *story(66)[1:]])
    texts = [f"{shared}\n\n{with_lines(n, [LETTER], 3)}" for n in (1, 2)]
    others = [with_lines(n, [LETTER], 3) for n in range(3, 9)]
    found = surveyed(*texts, *others)
    assert len(found[0].matches) == 2 * len(story(55)[1:] + story(66)[1:])
    assert found[0].reused_ranges
    assert all(match.there.document == "0001" for match in found[0].matches)


def test_copies_are_listed_once_and_stand_as_one_before_others() -> None:
    text = "\n\n".join(story(5))
    other = f"{story(6)[0]}\n\n{story(5)[1]} It was raining."
    found = surveyed(*[text] * 40, other)
    assert {one.copies for one in found[:40]} == {tuple(f"{n:04}" for n in range(40))}
    assert found[40].copies == ()
    assert {match.there.document for match in found[40].matches} == {"0000"}
    assert matched(found) == 2 * 2  # two sentences, seen from both


def test_articles_of_nothing_but_one_line_are_copies_and_no_more() -> None:
    empty = "NO VERSION IN THIS LANGUAGE YET\n\n" * 10
    found = surveyed(*[with_lines(n, [], 0) for n in range(40)], *[empty] * 60)
    assert matched(found) == 0
    assert sum(len(one.copies) for one in found) == 60 * 60


@pytest.mark.slow
def test_what_two_articles_share_does_not_depend_on_the_others() -> None:
    pair = "\n\n".join([*story(1), QUOTE]), "\n\n".join([*story(2), QUOTE])
    alone = surveyed(*pair)
    crowd = surveyed(*pair, *[with_lines(n, [LETTER], 4) for n in range(10, 30)])
    assert alone[0].matches == crowd[0].matches
    assert alone[0].reused_ranges == crowd[0].reused_ranges
