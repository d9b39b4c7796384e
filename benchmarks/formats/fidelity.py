"""Share of the words of the seeds that come out of each format in order, and of words added.

`PYTHONPATH=. python benchmarks/formats/fidelity.py [FOLDER]`. The goal is ≥ 0.97 and ≤ 0.02.
"""

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from rapidfuzz.distance import LCSseq

from benchmarks.formats import format_files as made
from benchmarks.formats.format_files import Account
from tui.formats import pdf
from tui.formats.containers import warc
from tui.formats.databases import news, tables
from tui.formats.extracted_article import ExtractedArticle
from tui.formats.markup import org, rst
from tui.formats.messages import mail, mbox
from tui.formats.office import docx, odt, rtf
from tui.text.parsing.document_parser import Format, parse_document

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f]")
"""Characters that XML does not have."""
Files = Callable[[Sequence[Account]], Iterable[bytes]]


def each(make: Callable[[Account], bytes]) -> Files:
    return lambda accounts: (make(one) for one in accounts)


def together(make: Callable[[Sequence[Account]], bytes]) -> Files:
    return lambda accounts: [make(accounts)]


FORMATS: dict[str, tuple[Files, Callable[[bytes], Iterator[ExtractedArticle]]]] = {
    "pdf, two columns": (each(made.pdf_file), pdf.extract),
    "pdf, three columns": (each(lambda a: made.pdf_file(a, 3)), pdf.extract),
    "pdf, one column": (each(lambda a: made.pdf_file(a, 1)), pdf.extract),
    "docx": (each(made.docx_file), docx.extract),
    "odt": (each(made.odt_file), odt.extract),
    "rtf": (each(made.rtf_file), rtf.extract),
    "mail": (each(made.mail_file), mail.extract),
    "mbox": (together(made.mbox_file), mbox.extract),
    "warc": (together(made.warc_file), warc.extract),
    "csv": (together(made.csv_file), tables.extract),
    "json lines": (together(made.json_lines_file), tables.extract),
    "org": (each(made.org_file), org.extract),
    "rst": (each(made.rst_file), rst.extract),
    "nexis uni": (together(made.nexis_file), news.extract),
    "lexisnexis": (together(made.lexis_file), news.extract),
    "factiva": (together(made.factiva_file), news.extract),
}


def seeds(folder: Path) -> list[Account]:
    found = []
    for n, file in enumerate(sorted(folder.glob("*.txt")), 1):
        paragraphs = [
            line.strip()
            for line in _CONTROLS.sub("", file.read_text("utf-8")).split("\n")
            if line.strip()
        ]
        found.append(
            Account(paragraphs[0][:80], f"Outlet {n}", "Ann Pols", "2024-04-26", paragraphs)
        )
    return found


def words(article: ExtractedArticle) -> list[str]:
    text = article.text
    if article.is_markdown:
        text = parse_document(text, Format.MARKDOWN).text
    return re.findall(r"\w+", text)


def fidelity(account: Account, article: ExtractedArticle) -> tuple[float, float]:
    """Return the shares of the account's words that are there in order, and of words not its own.

    The title may stand above the text.
    """
    got = words(article)
    shares = []
    for text in (account.text, f"{account.title}\n{account.text}"):
        wanted = re.findall(r"\w+", text)
        shared = LCSseq.similarity(wanted, got)
        shares.append((shared / len(wanted), (len(got) - shared) / max(1, len(got))))
    return max(shares, key=lambda share: share[0] - share[1])


def main() -> None:
    accounts = seeds(Path(sys.argv[1] if len(sys.argv) > 1 else "seeds"))
    print(f"{'format':20} {'in order':>8} {'worst':>6} {'added':>6} {'worst':>6}")
    for name, (files, extract) in FORMATS.items():
        articles = [article for file in files(accounts) for article in extract(file)]
        if len(articles) != len(accounts):
            print(f"{name:20} {len(articles)} articles of {len(accounts)}")
            continue
        shares = [fidelity(a, b) for a, b in zip(accounts, articles, strict=True)]
        kept, added = ([share[n] for share in shares] for n in (0, 1))
        print(
            f"{name:20} {sum(kept) / len(kept):8.4f} {min(kept):6.3f}"
            f" {sum(added) / len(added):6.4f} {max(added):6.3f}"
        )


if __name__ == "__main__":
    main()
