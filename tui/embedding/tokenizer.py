"""The tokenizer: a line in, the numbers of the pieces that most likely make it up out.

It is the unigram cut of SentencePiece, with the vocabulary of the `semantic` extra.
"""

import re

from tui.embedding.model_weights import Vocabulary

_SPACE = "\u2581"
"""Stands for a space in the pieces."""
_RARER = 10.0
"""Difference between the scores of the rarest piece and of a code point without a piece."""


class Tokenizer:
    """Cuts lines by one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._longest = max(map(len, vocabulary.pieces))
        self._unknown = min(vocabulary.scores) - _RARER

    def cut(self, line: str) -> list[int]:
        """Return the pieces of the line, in its order; their scores have the highest sum."""
        pieces, scores, substitutes, *_, unknown = self._vocabulary
        text = re.sub(" +", " ", line.translate(substitutes)).replace(" ", _SPACE)
        text = text if text.startswith(_SPACE) else _SPACE + text
        length = len(text)
        best = [0.0, *[float("-inf")] * length]
        last = [(0, unknown)] * (length + 1)
        for start in range(length):
            sure = best[start]
            for end in range(start + 1, min(length, start + self._longest) + 1):
                piece = pieces.get(text[start:end], unknown)
                if piece != unknown and (score := sure + scores[piece]) > best[end]:
                    best[end], last[end] = score, (start, piece)
            if (score := sure + self._unknown) > best[start + 1]:
                best[start + 1], last[start + 1] = score, (start, unknown)
        found = []
        while length:
            length, piece = last[length]
            found.append(piece)
        return found[::-1]
