from hypothesis import example, given
from hypothesis import strategies as st

from tui.text.fold import folds, words


@given(st.text("aÉß'’‘ʼ`.,:1٣ ﬁ\n", max_size=20))
@example("ʼabc ’tis DON’T 3,5 ŉ")
def test_words_without_their_places_are_the_same_words(text: str) -> None:
    assert folds(text) == tuple(word.fold for word in words(text))
