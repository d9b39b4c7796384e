"""The script that made `tui/matching/background.txt`; it prints the table anew.

    pip install wordfreq==3.1.1
    python benchmarks/background_table.py > tui/matching/background.txt

wordfreq's list "small": every English word from Zipf 3.25, of the other languages written with
spaces those from Zipf 6.0, folded and cut to stems, the frequencies of one stem summed; of several
languages the greatest counts. Rounded to halves.
"""

import sys
from collections import defaultdict
from math import floor, log10
from pathlib import Path

import wordfreq

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tui.matching.stems import stems
from tui.text.fold import fold

ENGLISH, OTHERS = 3.25, 6.0
"""Zipf values from which words are taken."""
SPACELESS = {"zh", "ja"}
HEAD = """\
# Stems of words by Zipf value (power of ten of the count in a thousand million words), in halves.
# Derived from wordfreq 3.1.1 (Robyn Speer), list "small": English from 3.25, the commonest stems
# (from 6.0) of 38 other languages written with spaces. Data licence: CC BY-SA 4.0,
# https://creativecommons.org/licenses/by-sa/4.0/; words folded, stemmed and summed by us."""


def counted(language: str) -> dict[str, float]:
    """Zipf values of the stems of a language."""
    found: defaultdict[str, float] = defaultdict(float)
    for word, frequency in wordfreq.get_frequency_dict(language, wordlist="small").items():
        if not any(character.isdigit() for character in word):
            for stem in stems(fold(word)):
                found[stem] += frequency
    return {stem: log10(frequency) + 9 for stem, frequency in found.items()}


def main() -> None:
    zipfs = {stem: zipf for stem, zipf in counted("en").items() if zipf >= ENGLISH}
    for language in sorted(set(wordfreq.available_languages("small")) - SPACELESS - {"en"}):
        for stem, zipf in counted(language).items():
            if zipf >= OTHERS:
                zipfs[stem] = max(zipf, zipfs.get(stem, 0.0))
    rows: defaultdict[float, list[str]] = defaultdict(list)
    for stem, zipf in zipfs.items():
        rows[floor(2 * zipf + 0.5) / 2].append(stem)
    print(HEAD)
    for value in sorted(rows, reverse=True):
        print(value, *sorted(rows[value]))


if __name__ == "__main__":
    main()
