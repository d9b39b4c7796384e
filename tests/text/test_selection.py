"""Words being chosen are words in every script, and never part a letter from its marks."""

import unicodedata

import pytest

from tui.anchoring.resolver import create_selector, resolve
from tui.anchoring.result import AnchorState
from tui.text.parsing.document_parser import parse_document
from tui.text.selection import select_between


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("नहर में पानी आया।", 5, "में"),
        ("运河来水了。", 2, "来"),
        ("ที่นี่มีน้ำ", 1, "ที่"),
        ("The well-known canal.", 6, "well-known"),
        ("Le cafe\u0301 du port.", 4, "cafe\u0301"),
    ],
)
def test_a_word_is_chosen_whole(text: str, at: int, word: str) -> None:
    choosing = select_between(parse_document(text), at, at + 1)
    assert choosing is not None
    assert choosing.words == word


@pytest.mark.parametrize(
    "text",
    [
        "L’été, l’eau est revenue dans le canal près de l’écluse. On a fêté cela.",
        "नहर में पानी आ गया और खेतों की पड़ताल हुई। लोग ख़ुश हुए।",
        "운하에 다시 물이 들어왔고 사람들이 기뻐했다. 밭이 푸르러졌다.",
    ],
)
def test_a_passage_is_found_again_in_the_other_normal_form(text: str) -> None:
    composed, decomposed = (
        parse_document(unicodedata.normalize(form, text)) for form in ("NFC", "NFD")
    )
    passage = composed.passages[0].span
    found = resolve(create_selector(composed, passage, "one"), decomposed, "two")
    assert found.state in {AnchorState.EXACT, AnchorState.MOVED}
    assert found.span == decomposed.passages[0].span
