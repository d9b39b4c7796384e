"""The script that made `tui/text/parsing/english_words.txt`; it prints the list anew.

    pip install wordfreq==3.1.1
    python benchmarks/english_words.py > tui/text/parsing/english_words.txt

Of wordfreq's English list "small" the words of plain letters from Zipf 3.0.
"""

from math import log10
from textwrap import wrap

import wordfreq

LEAST = 3.0
HEAD = """\
# English words of Zipf 3.0 and more (once in a million words), derived from wordfreq 3.1.1 (Robyn
# Speer), list "small". Data licence: CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/;
# words of plain letters alone were taken by us."""


def main() -> None:
    frequencies = wordfreq.get_frequency_dict("en", wordlist="small")
    words = sorted(
        word
        for word, frequency in frequencies.items()
        if log10(frequency) + 9 >= LEAST and word.isascii() and word.isalpha()
    )
    print(HEAD)
    print("\n".join(wrap(" ".join(words), 100)))


if __name__ == "__main__":
    main()
