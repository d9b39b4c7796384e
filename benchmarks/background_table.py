"""The script that made the tables of `tui/matching/features/word_frequency.py`; it prints one anew.

    pip install wordfreq==3.1.1
    python benchmarks/background_table.py > tui/matching/features/word_frequency.txt
    python benchmarks/background_table.py scripts > tui/matching/features/word_frequency_scripts.txt

wordfreq's list "small": every English word from Zipf 3.25, of the other languages in simple
alphabets those from Zipf 6.0, folded and cut to stems, the frequencies of one stem summed; of
several languages the greatest counts. The second table has the languages in other scripts, from
Zipf 5.0; of Chinese and Japanese the letters two by two, those between two words by how often a
word ends or begins with either. Rounded to halves.
"""

import sys
from collections import defaultdict
from collections.abc import Sequence
from math import floor, log10
from pathlib import Path

import wordfreq

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tui.matching.features.stemming import stem_of
from tui.text.normalization.unicode_properties import SPACELESS, compiled, is_simple
from tui.text.tokens import normalize, normalized_tokens

ENGLISH, OTHERS, SCRIPTS = 3.25, 6.0, 5.0
"""Zipf values from which words are taken."""
UNSPACED = {"zh", "ja"}
BESIDE = 0.85
"""Share of words that another follows without a mark between them."""
LEAST = 1e-6
"""Frequency of two letters below which it is not asked how often they meet."""
LICENCE = """Data licence: CC BY-SA 4.0,
# https://creativecommons.org/licenses/by-sa/4.0/; words folded, stemmed and summed by us."""
HEAD = f"""\
# Stems of words by Zipf value (power of ten of the count in a thousand million words), in halves.
# Derived from wordfreq 3.1.1 (Robyn Speer), list "small": English from 3.25, the commonest stems
# (from 6.0) of 38 other languages written with spaces. {LICENCE}"""
HEAD_OF_SCRIPTS = f"""\
# Stems in other scripts by Zipf value, in halves, from 5.0: of Arabic, Bengali, Hebrew, Hindi,
# Korean, Persian, Tamil and Urdu words, and Chinese and Japanese letters two by two. Derived from
# wordfreq 3.1.1 (Robyn Speer), list "small". {LICENCE}"""


def counted(language: str) -> dict[str, float]:
    """Zipf values of the stems of a language."""
    found: defaultdict[str, float] = defaultdict(float)
    for word, frequency in wordfreq.get_frequency_dict(language, wordlist="small").items():
        if not any(character.isdigit() for character in word):
            found[stem_of(normalize(word))] += frequency
    return zipfs_of(found)


def paired(language: str) -> dict[str, float]:
    """Zipf values of the letters of a language without spaces, two by two."""
    found: defaultdict[str, float] = defaultdict(float)
    first: defaultdict[str, float] = defaultdict(float)
    last: defaultdict[str, float] = defaultdict(float)
    written = compiled(rf"(?:{SPACELESS})+")
    for word, frequency in wordfreq.get_frequency_dict(language, wordlist="small").items():
        if written.fullmatch(word):
            for pair in normalized_tokens(word):
                found[pair] += frequency
            first[word[0]] += frequency
            last[word[-1]] += frequency
    for one, ends in last.items():
        for two, begins in first.items():
            if ends * begins > LEAST:
                found[one + two] += BESIDE * ends * begins
    return zipfs_of(found)


def zipfs_of(frequencies: dict[str, float]) -> dict[str, float]:
    return {stem: log10(frequency) + 9 for stem, frequency in frequencies.items()}


def main(arguments: Sequence[str]) -> None:
    scripts = "scripts" in arguments
    zipfs: dict[str, float] = {}
    for language in sorted(wordfreq.available_languages("small")):
        least = SCRIPTS if scripts else ENGLISH if language == "en" else OTHERS
        found = paired(language) if language in UNSPACED else counted(language)
        for stem, zipf in found.items():
            if zipf >= least and is_simple(stem) != scripts:
                zipfs[stem] = max(zipf, zipfs.get(stem, 0.0))
    rows: defaultdict[float, list[str]] = defaultdict(list)
    for stem, zipf in zipfs.items():
        rows[floor(2 * zipf + 0.5) / 2].append(stem)
    print(HEAD_OF_SCRIPTS if scripts else HEAD)
    for value in sorted(rows, reverse=True):
        print(value, *sorted(rows[value]))


if __name__ == "__main__":
    main(sys.argv[1:])
