"""What is furniture and what only looks like it."""

import pytest

from tui.text.document import CARRIES_CLAIMS, Role
from tui.text.parsing.document_parser import parse_document


def role(line: str) -> Role:
    """The role of `line` in the middle of an article."""
    document = parse_document(
        f"A headline of some words\n\nA sentence stands here.\n\n{line}\n\nThe end is near."
    )
    found = next(p for p in document.paragraphs if p.span.of(document.text) == line)
    return found.role


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "ADVERTISEMENT",
        "— Advertisement —",
        "ePaper - Nawaiwaqt",
        "Read more: What the minister said",
        "Sign up for our newsletter",
        "© 2024 The Paper",
        "Tags: war, peace",
        "* * *",
        "1714153880 676 Antony Blinken says",
        "IMG_2034_final.jpg",
    ],
)
def test_furniture(line: str) -> None:
    assert role(line) is Role.BOILERPLATE


@pytest.mark.parametrize(
    "line",
    [
        "Subscribers left in droves.",
        "Copyright law was changed on Friday.",
        "Cookies were baked for the soldiers.",
        "Search teams found two survivors.",
        "Advertisements for tobacco were banned.",
        "Home prices fell again.",
    ],
)
def test_sentences_that_begin_like_furniture(line: str) -> None:
    assert role(line) is Role.BODY


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("By Kylie Atwood and Jennifer Hansler", Role.BYLINE),
        ("Reporting contributed by Jennifer Hansler, CNN.", Role.BYLINE),
        ("Photo: Reuters", Role.BYLINE),
        ("April 26, 2024", Role.DATELINE),
        ("Published: 26 April 2024, 10:31", Role.DATELINE),
        ("What the Ministry Knew", Role.HEADING),
        ("The minister shakes hands with the ambassador as he leaves the capital", Role.CAPTION),
        ("By the time he left, it was dark.", Role.BODY),
    ],
)
def test_credits_dates_headings_and_captions(line: str, expected: Role) -> None:
    assert role(line) is expected


@pytest.mark.parametrize(
    "line",
    [
        "Weiterlesen",
        "Lesen Sie auch: Brücke gesperrt",
        "Lire aussi : le pont fermé",
        "Leer más",
        "Suscríbete a nuestro boletín",
        "Lees ook: brug dicht",
        "Leggi anche: ponte chiuso",
        "Читайте также: мост закрыт",
        "阅读更多",
        "相关阅读：桥梁关闭",
        "関連記事",
        "اقرأ أيضا",
        "RELATED: Storm warnings",
        "Back to top",
        "Story continues below advertisement",
        "(Photo by Ann Pols/Getty Images)",
        "Last updated: 3 May 2024 10:15",
    ],
)
def test_lines_of_a_site_claim_nothing_in_any_language(line: str) -> None:
    assert role(line) not in CARRIES_CLAIMS
