"""Word lists: lists of words of a language, written as one string each."""


def word_list(words: str) -> tuple[str, ...]:
    """Return the words of a string, in order."""
    return tuple(words.split())


def word_set(words: str) -> frozenset[str]:
    """Return the words of a string, to look up."""
    return frozenset(words.split())
