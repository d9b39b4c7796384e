"""Letters that a pattern takes for others must not stop the comparison of values."""

import pytest

from tui.collation.differences.sentence_comparison import compare
from tui.collation.values.sentence_values import Sentence
from tui.text.span import Span


def sentence(text: str, language: str) -> Sentence:
    return Sentence(text, Span(0, len(text)), language=language)


@pytest.mark.parametrize(
    ("language", "frame", "one", "other"),
    [
        ("en", "They marched for {} to the weir at Harrow.", "ſeven dayſ", "nine dayſ"),
        ("en", "The weir at Harrow is {} long.", "4 mıles", "\u212aıİ 9 mıles"),
        ("en", "They left the weir at {} in the rain.", "fıve o’clock", "ſıx o’clock"),
        ("en", "{} barges lay at the weir.", "ſeveral", "ſcoreſ of"),
        ("de", "Sie zahlten {} für das Wehr.", "ſieben Millionen Euro", "zwei Millionen Euro"),
        ("ru", "Они заплатили {} рублей.", "5 миллиᲂнов", "7 миллиᲂнов"),
    ],
)
def test_letters_that_patterns_take_for_others_are_compared(language, frame, one, other):
    pairs = compare(sentence(frame.format(one), language), sentence(frame.format(other), language))
    assert pairs


def test_a_number_in_long_s_is_read():
    one, other = (f"They marched for {n} to the weir at Harrow." for n in ("ſeven dayſ", "9 days"))
    (pair,) = compare(sentence(one, "en"), sentence(other, "en"))
    assert (pair.here.of(one), pair.there.of(other)) == ("ſeven dayſ", "9 days")
