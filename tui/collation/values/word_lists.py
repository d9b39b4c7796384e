"""Word lists: lists of words of a language, written as one string each."""


def word_list(words: str) -> tuple[str, ...]:
    """The words of a string, in order."""
    return tuple(words.split())


def word_set(words: str) -> frozenset[str]:
    """The words of a string, to look up."""
    return frozenset(words.split())
