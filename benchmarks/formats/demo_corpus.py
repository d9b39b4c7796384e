"""A corpus to try the reader on: six invented accounts of one invented event, in all formats.

`make demo` writes them to a temporary folder and opens it. The second folder in it has the same
accounts in the other formats, as copies.
"""

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from benchmarks.formats import format_files as made
from benchmarks.formats.format_files import Account


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of `text`, their lines joined."""
    return [" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n")]


COURIER = Account(
    "Grain ferry sinks off Tessel Bay; all eleven aboard are saved",
    "Tessel Courier",
    "Ida Marrow",
    "2025-03-14",
    _paragraphs("""
        TESSEL BAY — The grain ferry Harrow sank early on Friday some two miles off Tessel Bay,
        and all eleven people aboard were brought ashore alive, the coast guard said.

        The ferry, which was carrying 340 tonnes of barley to the island of Orm, took on water
        shortly after four in the morning and went down within forty minutes.

        “We heard a crack like a gunshot, and then the deck was gone,” said Piet Lander, the
        ship’s mate, who was treated for a broken wrist.

        Two fishing boats, the Mirrin and the Sea Kale, reached the raft before the lifeboat
        did. Their crews pulled nine people out of the water; the lifeboat took up the other
        two.

        The ferry had been due for an inspection in February. The harbour board postponed it, as
        papers show which the Courier has seen.

        Nora Quill, who chairs the harbour board, said that the delay “had nothing whatever to
        do with what happened last night”.
    """),
)
HERALD = Account(
    "Eleven rescued as ferry goes down in the dark",
    "Orm Herald",
    "Staff reporter",
    "2025-03-14",
    _paragraphs("""
        Eleven people were rescued on Friday morning when the grain ferry Harrow sank about two
        miles off Tessel Bay on its way to Orm.

        The Harrow carried 360 tonnes of barley, the winter’s last load for the island’s two
        mills. Bread will not run short, the millers said: there is flour for five weeks.

        Crews of two fishing boats took nine of them out of the water before the lifeboat came.

        “Without the Mirrin I would not be here,” said the mate, Piet Lander, whose wrist is
        broken.

        The master of the Mirrin, Jonna Skye, said that she had seen no distress signal. “We saw
        lights go out where lights should be, so we turned,” she said.

        The harbour board said that it would not comment while the coast guard investigates.
    """),
)
WIRE = Account(
    "Ferry sinks off Tessel Bay, 11 rescued",
    "North Sea Wire",
    "",
    "2025-03-14",
    _paragraphs("""
        A ferry carrying grain sank off Tessel Bay early on Friday and all 11 people aboard were
        rescued, the coast guard said.

        The Harrow took on water shortly after 4 a.m. and went down within 40 minutes, about two
        miles off the coast.

        One crew member was treated for a broken wrist. The cause was not immediately clear.

        The vessel, built in 1987, was carrying 340 tonnes of barley to the island of Orm.

        “We heard a crack like a gunshot,” the ship’s mate, Piet Lander, told reporters.
    """),
)
SENTINEL = Account(
    "Sunken ferry had missed its inspection",
    "Harbour Sentinel",
    "Tobias Fenn",
    "2025-03-15",
    _paragraphs("""
        The grain ferry that sank off Tessel Bay on Friday had missed an inspection that was due
        in February, and the harbour board knew it.

        In a letter of 3 February, which the Sentinel has read, the board’s engineer warned that
        two frames of the hull were “thin beyond what I would call safe”.

        The board put the inspection off until April. Its chair, Nora Quill, said that the delay
        had nothing to do with what happened.

        All twelve people aboard were saved, most of them by fishermen.

        “I asked for a date and I got a shrug,” said the engineer, Marta Ost, who left the board
        last week.

        The owner, Orm Lines, declined to say who had signed the ferry out. It runs two more
        ships of the same age.
    """),
)
GAZETTE = Account(
    "Board knew of thin frames, letter shows",
    "Evening Gazette",
    "Lise Amberg",
    "2025-03-16",
    _paragraphs("""
        An engineer of the Tessel harbour board warned in early February that the hull of the
        Harrow was “thin beyond what I would call safe”, a letter shows.

        The ferry sank on Friday with 340 tonnes of barley; its eleven passengers and crew were
        rescued by two fishing boats and the lifeboat.

        The inspection was put off until April at the request of the owner, two members of the
        board told the Gazette. Orm Lines denied that it had asked for any delay.

        Marta Ost, the engineer, said: “I asked for a date and I got a shrug. I would not sign,
        so somebody else did.”

        Divers are to go down on Tuesday if the wind allows it.
    """),
)
LETTER = Account(
    "The Harrow, and what we don’t know yet",
    "Tideline, a weekly letter",
    "Sam Ferrow",
    "2025-03-17",
    _paragraphs("""
        Three days after the Harrow sank, this much is agreed: it went down shortly after four
        on Friday, two miles off Tessel Bay, and everybody aboard was saved.

        How much barley it carried is not: papers say 340 tonnes, the millers on Orm expected
        360. Nor is it agreed who asked for the delay of the inspection.

        Piet Lander says that he heard a crack like a gunshot. A frame that gives way sounds
        like that, an old shipwright told me; so does a hatch.

        Nora Quill says that the delay had nothing to do with it. Perhaps. But she was not asked
        to sign, and the engineer who was would not.

        Jonna Skye of the Mirrin wants no medal. She wants the light on the east mole mended,
        she says, which has been dark since January.
    """),
)
ACCOUNTS = (COURIER, HERALD, WIRE, SENTINEL, GAZETTE, LETTER)
TITLE = "The loss of the Harrow"


def files() -> Mapping[str, bytes]:
    """Return the files of the corpus by their paths in its folder."""
    again = "the same in other formats"
    article = f"{WIRE.title}\n\n{WIRE.outlet}\n{WIRE.day}\n\n{WIRE.text}\n"
    return {
        "courier.html": made.html_file(COURIER),
        "herald.pdf": made.pdf_file(HERALD),
        "wire.txt": article.encode(),
        "sentinel.docx": made.docx_file(SENTINEL),
        "gazette.md": made.markdown_file(GAZETTE),
        "tideline.eml": made.mail_file(LETTER),
        f"{again}/courier.mhtml": made.mhtml_file(COURIER),
        f"{again}/herald.odt": made.odt_file(HERALD),
        f"{again}/wire.rtf": made.rtf_file(WIRE),
        f"{again}/sentinel.org": made.org_file(SENTINEL),
        f"{again}/gazette.rst": made.rst_file(GAZETTE),
        f"{again}/letters.mbox": made.mbox_file([LETTER]),
        f"{again}/feed.xml": made.feed_file([COURIER, HERALD]),
        f"{again}/book.epub": made.epub_file(ACCOUNTS[:3], TITLE),
        f"{again}/pages.warc": made.warc_file([SENTINEL, GAZETTE]),
        f"{again}/table.csv": made.csv_file([WIRE, SENTINEL]),
        f"{again}/table.jsonl": made.json_lines_file([GAZETTE, LETTER]),
        f"{again}/nexis.txt": made.nexis_file([COURIER, HERALD]),
        f"{again}/factiva.txt": made.factiva_file([WIRE, GAZETTE]),
        f"{again}/letters.zip": made.zip_file({"herald.docx": made.docx_file(HERALD)}),
    }


def write_corpus(folder: Path) -> None:
    """Write the files of the corpus below `folder`."""
    for name, content in files().items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def main() -> int:
    """Open the corpus in the reader; its folder goes when the reader is left."""
    with tempfile.TemporaryDirectory(prefix="demo-corpus-") as folder:
        corpus = Path(folder) / TITLE
        write_corpus(corpus)
        return subprocess.run([sys.executable, "-m", "tui", str(corpus)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
