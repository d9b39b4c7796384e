"""The outlet, the day and the author of an article, read where its file gives them."""

import pytest

from tui.text.article_metadata import Metadata
from tui.text.parsing.metadata import read_metadata

TEXT = "The lock at Vlissingen is shut until further notice, the harbour master said."


def test_front_matter_is_the_surest() -> None:
    text = (
        f"---\noutlet: De Bode\ndate: 2026-03-02\nauthor: Ann Pols\n---\nSource: Nieuws\n\n{TEXT}"
    )
    assert read_metadata(text, "2020-01-01 telegram.txt")[:3] == (
        "De Bode",
        "2026-03-02",
        "Ann Pols",
    )


def test_elements_of_html_and_lines_at_the_head_are_read() -> None:
    text = (
        '<meta property="og:site_name" content="Bode &amp; Co">\n'
        "<meta name='author' content='Ann Pols'>\n"
        f"Friday, April 26, 2024\n\n{TEXT}"
    )
    assert read_metadata(text)[:3] == ("Bode & Co", "2024-04-26", "Ann Pols")
    text = f"The lock is shut\n**Source:** De Bode\nBy Ann Pols\nPublished: 26 April 2024\n\n{TEXT}"
    assert read_metadata(text)[:3] == ("De Bode", "2024-04-26", "Ann Pols")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2024-04-26", "2024-04-26"),
        ("26 Apr 2024", "2024-04-26"),
        ("Published on April 26th, 2024 10:15 GMT", "2024-04-26"),
        ("April 26, 2024 was the day on which the lock was shut.", ""),
        ("31 February 2024", ""),
        ("2024-04-26 is when the lock was shut for good by the harbour master.", ""),
    ],
)
def test_a_line_that_is_a_date_and_no_other_is_the_day(line: str, day: str) -> None:
    assert read_metadata(f"The lock is shut\n{line}\n\n{TEXT}").date == day


@pytest.mark.parametrize(
    ("name", "folder", "known"),
    [
        ("2024-04-26_de-bode.txt", "corpus", Metadata("de-bode", "2024-04-26")),
        ("www.bode.nl_lock-is-shut.txt", "corpus", Metadata("bode.nl")),
        ("lock.md", "bode.example.com", Metadata("bode.example.com")),
        ("000_0d87416e35abe1e0.txt", "seeds", Metadata()),
        ("20240426 a long name about the lock that is shut.txt", "", Metadata("", "2024-04-26")),
        ("notes.v2.txt", "", Metadata()),
        ("README.md", "main.py", Metadata()),
    ],
)
def test_names_give_a_date_a_domain_or_an_outlet(name: str, folder: str, known: Metadata) -> None:
    assert read_metadata(TEXT, name, folder) == known


def test_a_credit_line_is_no_author() -> None:
    for line in ("By The Harbour Press", "By Staff Reporter", "By Sea And by Land we came."):
        assert read_metadata(f"{line}\n\n{TEXT}").author == ""
    assert read_metadata(f"By Ann van der Pols\n\n{TEXT}").author == "Ann van der Pols"


def test_sentences_are_no_metadata_and_values_are_safe() -> None:
    said = f"Source of the water: it is the sea.\n\nBy and by it rained.\n{TEXT}"
    assert read_metadata(said) == Metadata()
    outlet, *_ = read_metadata(f"Source: De \x1b[31mBode\x07\n\n{TEXT}")
    assert outlet.isprintable()
    assert read_metadata(f"Source: {'x' * 200}\n\n{TEXT}").outlet == ""


def test_a_clipped_note_names_its_address_language_and_changes() -> None:
    text = (
        "---\nsource: https://bode.example/lock#top\nlang: en_GB\npublished: 2024-04-26\n"
        "updated: 2024-04-27\nsite: De Bode\n---\n" + TEXT
    )
    assert read_metadata(text) == Metadata(
        "De Bode", "2024-04-26", "", "2024-04-27", "en-GB", "https://bode.example/lock"
    )
