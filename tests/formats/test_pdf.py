"""PDF: columns in reading order, parted words whole, running heads gone, paragraphs as printed."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.formats.format_files import Account, pdf_file
from tui.formats.extracted_article import ExtractedArticle, ExtractionError
from tui.formats.pdf import extract

Piece = tuple[float, float, str]


def pdf(*pages: Sequence[Piece], size: float = 10, title: str = "") -> bytes:
    """A PDF of pieces of text, each with its distance from the left and from the top."""
    written = BytesIO()
    canvas = Canvas(written, pagesize=(400, 600), invariant=True)
    canvas.setTitle(title)
    for page in pages:
        canvas.setFont("Helvetica", size)
        for left, top, text in page:
            canvas.drawString(left, 600 - top, text)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def read(data: bytes) -> ExtractedArticle:
    (article,) = extract(data)
    return article


def column(left: float, lines: Sequence[str], top: float = 60) -> list[Piece]:
    return [(left, top + 12 * n, line) for n, line in enumerate(lines)]


LEFT = ["The gate gave way at four", "and the water ran into the", "lower basin, which took"]
RIGHT = ["half an hour to fill while", "the keeper of the lock was", "asleep in her house."]


def test_columns_are_read_one_after_the_other() -> None:
    data = pdf([*column(40, LEFT), *column(220, RIGHT)])
    assert read(data).text == " ".join([*LEFT, *RIGHT])


def test_columns_are_found_when_the_page_was_written_row_by_row() -> None:
    rows = [one for pair in zip(column(40, LEFT), column(220, RIGHT), strict=True) for one in pair]
    assert read(pdf(rows)).text == " ".join([*LEFT, *RIGHT])


def test_a_word_too_long_for_its_column_does_not_mix_the_columns() -> None:
    lines = [*LEFT, "https://a.example/an/address/that/is/much/longer/than/the/column", *LEFT]
    text = read(pdf([*column(40, lines), *column(220, [*RIGHT, *RIGHT])])).text
    assert " ".join([*RIGHT, *RIGHT]) in text


def test_a_title_across_the_columns_comes_first() -> None:
    title = [(40, 30, "The lock at Oudemeer gives way, and nobody says why")]
    data = pdf([*column(40, LEFT), *column(220, RIGHT), *title])
    assert read(data).text.startswith("The lock at Oudemeer")


def test_a_column_beside_an_empty_one_keeps_its_paragraphs() -> None:
    account = Account(
        "A title that is much wider than the column below it",
        "De Bode", "Ann Pols", "2024-04-26",
        [("The gate gave way at four in the morning, and the water ran into the lower basin, which "
         "took half an hour to fill."), "The keeper of the lock was asleep in her house."],
    )  # fmt: skip
    text = read(pdf_file(account)).text
    assert all(f"\n\n{paragraph}" in text for paragraph in account.paragraphs)


def test_a_picture_caption_between_bands_does_not_mix_the_columns() -> None:
    wide = [(40, 120, "The lower basin after the gate gave way, seen from the bridge")]
    below = [*column(40, LEFT, 180), *column(220, RIGHT, 180)]
    text = read(pdf([*column(40, LEFT), *column(220, RIGHT), *wide, *below])).text
    assert text.count(" ".join(LEFT)) == 2
    assert text.count(" ".join(RIGHT)) == 2


def test_parted_words_are_made_whole_and_compounds_keep_their_hyphen() -> None:
    lines = [
        "The keeper of the canal was inter-",
        "viewed about a well-",
        "known weakness of gates.",
    ]
    assert read(pdf(column(40, lines))).text == (
        "The keeper of the canal was interviewed about a well-known weakness of gates."
    )


def test_running_heads_and_numbers_of_pages_are_left_out() -> None:
    pages = [
        [
            (40, 20, f"De Bode {'left' if n % 2 else 'right'}"),
            (300, 20, "April 2024"),
            *column(40, [f"{word} lines of the page,", "which say what happened."]),
            (190, 580, f"Page {n} of 4"),
        ]
        for n, word in enumerate(["First", "Second", "Third", "Fourth"], 1)
    ]
    text = read(pdf(*pages)).text
    assert "Bode" not in text
    assert "April" not in text
    assert "Page" not in text
    assert [text.count(word) for word in ("First", "Second", "Third", "Fourth")] == [1] * 4


def test_a_paragraph_goes_on_over_the_page() -> None:
    data = pdf(column(40, LEFT, 500), column(40, RIGHT))
    assert read(data).text == " ".join([*LEFT, *RIGHT])


@pytest.mark.parametrize("indent", [0, 12])
def test_paragraphs_are_told_by_distance_or_indent(indent: float) -> None:
    gap = 0 if indent else 10
    first = column(
        40, ["The gate gave way at four, when nobody", "was there but the keeper herself"]
    )
    second = [
        (40 + indent, 84 + gap, "The province would not say why it had put"),
        (40, 96 + gap, "off the inspection that was due."),
    ]
    assert read(pdf([*first, *second])).text.count("\n\n") == 1


def test_lines_of_unequal_length_are_one_paragraph() -> None:
    lines = ["The keeper had asked for an inspection,", "but nobody came to look at", "the gate."]
    assert read(pdf(column(40, lines))).text == " ".join(lines)


def test_items_of_a_list_are_paragraphs_with_their_further_lines() -> None:
    items = [
        (40, 60, "• The gate, which had been due for"),
        (48, 72, "inspection since March"),
        (40, 84, "• The bridge"),
    ]
    text = read(pdf(items)).text
    assert text == "• The gate, which had been due for inspection since March\n\n• The bridge"


def test_letters_beyond_latin_1_come_out() -> None:
    data = pdf([(40, 60, "“Nobody” said — she… of £5")])
    assert read(data).text == "“Nobody” said — she… of £5"


def test_the_title_is_the_stated_one_or_the_largest_line() -> None:
    account = Account("Lock gives way", "De Bode", "Ann Pols", "2024-04-26", ["It leaks."] * 3)
    assert read(pdf_file(account)).title == "Lock gives way"
    assert read(pdf_file(account._replace(title="report.docx"))).title == "report.docx"
    assert read(pdf(column(40, LEFT), title="Microsoft Word - x.doc")).title == ""


def test_a_scan_is_said_to_have_no_text() -> None:
    with pytest.raises(ExtractionError, match="no text layer"):
        read(pdf([]))
