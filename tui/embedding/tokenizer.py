"""The tokenizer: it cuts a line into its most likely pieces and returns their numbers.

It computes the unigram segmentation of SentencePiece with the vocabulary of the `semantic` extra.
"""

import re

from tui.embedding.model_weights import Vocabulary

_SPACE = "\u2581"
"""Sign that stands for a space in the pieces."""
_RARER = 10.0
"""Difference between the score of the rarest piece and the score of a code point without a
piece."""


class Tokenizer:
    """Tokenizer with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._longest = max(map(len, vocabulary.pieces))
        self._unknown = min(vocabulary.scores) - _RARER

    def cut(self, line: str) -> list[int]:
        """Return the numbers of the pieces of `line`, in order.

        Of all cuts it takes the one with the highest sum of scores.
        """
        pieces, scores, substitutes, *_, unknown = self._vocabulary
        text = re.sub(" +", " ", line.translate(substitutes)).replace(" ", _SPACE)
        text = text if text.startswith(_SPACE) else _SPACE + text
        length = len(text)
        best = [0.0, *[float("-inf")] * length]
        last = [(0, unknown)] * (length + 1)
        for start in range(length):
            start_score = best[start]
            for end in range(start + 1, min(length, start + self._longest) + 1):
                piece = pieces.get(text[start:end], unknown)
                if piece != unknown and (score := start_score + scores[piece]) > best[end]:
                    best[end], last[end] = score, (start, piece)
            if (score := start_score + self._unknown) > best[start + 1]:
                best[start + 1], last[start + 1] = score, (start, unknown)
        numbers = []
        while length:
            length, piece = last[length]
            numbers.append(piece)
        return numbers[::-1]
