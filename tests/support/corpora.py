"""The articles of several tests, with known claims and matches."""

from collections.abc import Iterable
from pathlib import Path
from random import Random

from tui.corpus.corpus_file import CorpusFile
from tui.corpus.file_encodings import FOUND, FileEncodings
from tui.index.source import Source, inspect_articles
from tui.matching.features import word_frequency

STORM = "The harbour of Vlissingen was closed on Tuesday after the storm."
PILOTS = "Three pilots were taken off the sinking barge by helicopter."
ALONE = "Nobody else reports the missing ferry Ouwerkerk at all."
"""A sentence that only one article has."""

HURT = "Nine people were hurt as a tram derailed, which nobody there had ever seen before."
WHOLE = (
    "Nine people were hurt and taken to hospital on Monday when a derailed tram hit a kiosk in"
    " Lisbon, the Portuguese capital."
)
TURNED = (
    "When a derailed tram hit a kiosk in Lisbon, the Portuguese capital, on Monday, nine people"
    " were hurt and brought to hospital."
)
CAPITAL = (
    "Nine are in hospital after a derailed tram hit a kiosk in the Portuguese capital on Monday."
)
ABOARD = (
    "Passengers climbed out through broken windows before the fire brigade came.",
    "The driver, who had worked on the line for thirty years, could not explain it.",
    "A baker from the corner brought bread and water to those who waited in the rain.",
)
ABOUT = (
    "The mayor promised to have the brakes of all old carriages looked at this week.",
    "Unions had warned in March that springs and axles were worn and money was short.",
    "Tickets on the hill lines will be free until the repairs are finished in autumn.",
)
TRAM = {
    "asker": "\n\n".join((HURT, *ABOARD)),
    "broad": "\n\n".join((WHOLE, *ABOARD, *ABOUT)),
    "capital": "\n\n".join((CAPITAL, *ABOUT)),
    "daily": "\n\n".join((TURNED, *ABOUT, *ABOARD)),
}
"""Three articles: the first and the third share only what the second says, too."""

PIER_CLOSED = "The harbour of Vlissingen was closed on Tuesday after the storm tore away a pier."
PIER_STILL_CLOSED = (
    "The harbour of Vlissingen stayed closed on Tuesday when the storm that tore away a pier was"
    " over."
)
DOCTOR = "The doctor told her patient that he must give up smoking at once."
PHYSICIAN = "The physician advised the patient to stop using cigarettes immediately."
TICKETS = "Ticket prices for the ferry are going up next year."
VOTES = "Parliament rejected a new budget with ninety votes."

LETTER = "Our evening letter brings you all that mattered today, free of charge and without haste."
RARE = [
    word
    for line in Path(word_frequency.__file__)
    .with_name("word_frequency.txt")
    .read_text("utf-8")
    .split("\n")
    if line[:1].isdigit() and float(line.split()[0]) < 4  # Zipf value
    for word in line.split()[1:]
    if word.isascii() and len(word) > 4
]
"""English words that are not common."""


def written(folder: Path, **articles: str) -> Path:
    """Return a corpus in `folder`, one file for each of `articles`."""
    folder.mkdir(exist_ok=True)
    for name, text in articles.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def harbour(folder: Path) -> Path:
    """Return two articles that say two things alike, in another order.

    `a` also has a sentence of its own.
    """
    return written(
        folder / "corpus",
        a=f"{STORM}\n\n{ALONE}\n\n{PILOTS}",
        b=f"Some words that only this file has to offer.\n\n{PILOTS}\n\n{STORM}",
    )


def in_other_words(folder: Path) -> Path:
    """Return two articles with one match by words, and one by meaning only."""
    return written(
        folder / "corpus",
        asked=f"{DOCTOR}\n\n{PIER_CLOSED}\n\n{TICKETS}",
        before=f"{PHYSICIAN}\n\n{VOTES}\n\n{PIER_STILL_CLOSED}",
    )


def story(number: int) -> list[str]:
    """Return a title and three paragraphs of random words: two numbers share none."""
    chance = Random(number)  # noqa: S311  # no secret

    def sentence(words: int) -> str:
        return " ".join(chance.sample(RARE, words)).capitalize()

    return [sentence(5), *(f"{sentence(9)}. {sentence(11)}." for _ in range(3))]


def with_lines(number: int, lines: Iterable[str], times: int) -> str:
    paragraphs = story(number)
    for again in range(times):
        paragraphs += [
            *lines,
            f"Part {again} of {number}: R{number}x{again} met T{number}y{again}.",
        ]
    return "\n\n".join(paragraphs)


QUAY = "The mayor of Terneuzen, Hanna Visser, spoke on the quay on Friday after the ferry sank."
FERRY = {
    "anchor": (
        QUAY,
        "“We will not close the crossing before the last passenger is home,” Visser said.",
        "Some 40 passengers of the stranded ferry spent the night in a sports hall in Terneuzen.",
        "“Nobody told us anything for hours,” a passenger said.",
    ),
    "beacon": (
        QUAY,
        "“We will close the crossing before the last passenger is home,” Visser said.",
        "Some 60 passengers of the stranded ferry spent the night in a sports hall in Terneuzen.",
    ),
    "coast": (
        "On Friday, after the ferry sank, Hanna Visser, mayor of Terneuzen, spoke on the quay.",
        "Visser said that they would not close the crossing before the last passenger is home.",
        "A tug from Vlissingen pulled the empty ferry off the sandbank at high water on Saturday.",
    ),
    "dune": (
        "A tug from Vlissingen pulled the empty ferry off the sandbank at high tide on Saturday.",
        "The crossing stays closed “before the last passenger is home”, Visser said.",
    ),
}
"""The paragraphs of four articles: one quotation in four variants, two values that differ."""


def ferry(folder: Path) -> Path:
    """Return the folder with the articles of `FERRY`, whose sigla are A to D."""
    texts = {name: "\n\n".join(paragraphs) for name, paragraphs in FERRY.items()}
    return written(folder / "corpus", **texts)


def inspect_file(path: Path, encodings: FileEncodings = FOUND) -> Source | CorpusFile:
    """Return the first article of a file, or the reason why there is none."""
    return inspect_articles(path, encodings)[0]
