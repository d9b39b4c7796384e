"""Sigla: the letters by which the sources of a collation are cited, as in a critical edition."""

from collections.abc import Iterable

_LETTERS = 26


def siglum(number: int) -> str:
    """Return the siglum of source `number`, counted from 0: A to Z, then AA, AB and so on."""
    letters = ""
    remainder = number + 1
    while remainder:
        remainder, letter = divmod(remainder - 1, _LETTERS)
        letters = chr(ord("A") + letter) + letters
    return letters


def number_of_siglum(siglum: str) -> int:
    """Return the number, from 0, of the source that has a siglum."""
    number = 0
    for letter in siglum:
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def rank(siglum: str) -> tuple[int, str]:
    """Return the key by which sigla are sorted: Z comes before AA."""
    return len(siglum), siglum


def sigla(documents: Iterable[str]) -> dict[str, str]:
    """Return the siglum of each document, by its name, in the order in which they are given."""
    return {name: siglum(number) for number, name in enumerate(documents)}
