"""The sections of the report's page, each one element with its heading."""

from collections.abc import Iterable, Mapping, Sequence

from tui.collation.quotations.quotation import UNKNOWN
from tui.collation.sources.claim_map import CellKind
from tui.exports.report.assembly import ADDED, CUT
from tui.exports.report.contents import (
    Article,
    ClaimRow,
    CopiedPair,
    Difference,
    DifferingClaim,
    Excerpt,
    Missing,
    NoteEntry,
    NotePlace,
    OnlyHere,
    Piece,
    Quote,
    QuoteVariant,
    Report,
)
from tui.exports.report.markup import Markup, element, joined, text
from tui.exports.report.plots import (
    CELL_CLASSES,
    claim_map_plot,
    coverage_bar,
    coverage_segments,
    families_plot,
)

_SIGNS: Mapping[str, str] = {
    CellKind.VERBATIM: "●",
    CellKind.CLOSE: "◐",
    CellKind.REWORDED: "○",
    CellKind.MEANING: "~",
    CellKind.DIFFERS: "≠",
    CellKind.ABSENT: "",
}
_MOST_COLUMNS = 20
"""Largest number of articles with a column each in the table of claims, by the width of paper."""
_MOST_ROWS = 3_000
"""Largest number of rows of that table, because browsers are slow with more."""
_EXACT = "exact"


class Sections:
    """The sections of one report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._languages = {a.id: a.language for a in report.articles}
        self._rows = report.claims[:_MOST_ROWS]
        self._has_columns = len(report.articles) <= _MOST_COLUMNS
        self._linked = {row.id for row in self._rows}

    def all(self) -> Sequence[tuple[str, str, Markup]]:
        """Return the sections in their order: id, heading, and content."""
        return [
            ("overview", "Overview", self._overview()),
            ("differences", "Values that differ", self._differences()),
            ("quotations", "Quotations", self._quotations()),
            ("articles", "Article by article", joined(map(self._article, self._report.articles))),
            ("claims", "Sources and claims", self._claims()),
            ("notes", "Your notes", self._notes()),
        ]

    # Overview

    def _overview(self) -> Markup:
        report = self._report
        layers = " and ".join(("by words", "by meaning")[: len(report.layers)])
        differing = sum(len(claim.differences) for claim in report.differing)
        counts = [
            _count(len(report.articles), "article"),
            _count(len(report.claims), "claim that several make", "claims that several make"),
            _count(differing, "value that differs", "values that differ"),
            _count(len(report.quotes), "quotation"),
            _count(len(report.notes), "note"),
        ]
        suffix = " alone" if len(report.layers) == 1 else ""
        return joined(
            [
                element("p", f"Matched {layers}{suffix}: {', '.join(counts)}."),
                element("h3", "Coverage: how much of each article others say"),
                self._coverage(),
                element("h3", "Map of sources and claims"),
                self._map(),
                element("h3", "Who copied whom"),
                self._families(),
            ]
        )

    def _coverage(self) -> Markup:
        articles = self._report.articles
        longest = max((a.coverage.sentences for a in articles), default=1)
        headings = (
            "Article", "Bar", "Sentences", "Said by several others", "By one other", "Uncertain",
            "Only here", "Partly new", "Left out",
        )  # fmt: skip
        legend = (_key(kind, words) for kind, words, _ in coverage_segments(articles[0].coverage))
        return joined(
            [
                element("ul", *legend, class_="legend"),
                _scrolled(
                    "Coverage of each article",
                    element(
                        "table",
                        element(
                            "caption",
                            "Sentences of each article. Uncertain: no other was found to say it,"
                            " and something comes near. A bar is as long as its article.",
                        ),
                        _head(headings),
                        element("tbody", *(_coverage_row(a, longest) for a in articles)),
                        class_="numbers",
                    ),
                ),
            ]
        )

    def _map(self) -> Markup:
        if not self._report.claims:
            return element("p", "No claim is made by more than one article.")
        legend = (
            _key(kind, f"{words} ({note})")
            for words, kind, note in (
                (CellKind.VERBATIM, "verbatim", "full height"),
                (CellKind.CLOSE, "close", "high"),
                (CellKind.REWORDED, "reworded", "half"),
                (CellKind.MEANING, "meaning", "low"),
                (CellKind.DIFFERS, "differs", "two halves"),
            )
        )
        plot = claim_map_plot(self._report.articles, self._report.claims)
        return joined(
            [
                element(
                    "p",
                    "A row for each source, a column for each claim. The ",
                    element("a", "table of claims", href="#claims"),
                    " has their words.",
                ),
                element("ul", *legend, class_="legend"),
                _scrolled("Map of sources and claims", plot),
            ]
        )

    def _families(self) -> Markup:
        families = self._report.families
        if not families:
            return element("p", "No two articles have most of their text in common.")
        copies = (_copied(copy) for family in families for copy in family.copies)
        return joined(
            [
                element(
                    "p",
                    "Articles joined by an arc count as one voice; the thicker the arc, the more"
                    " they share. An arrow points to the copy, where that is known.",
                ),
                _scrolled("Articles that share their text", families_plot(families)),
                element("ul", *copies),
            ]
        )

    # Differences

    def _differences(self) -> Markup:
        claims = self._report.differing
        if not claims:
            return element("p", "No two articles were found to differ in a value.")
        return joined(
            [
                element(
                    "p",
                    "Values in which sentences of one claim differ; neither need be wrong."
                    " The weightiest claims come first.",
                ),
                *map(self._differing, claims),
            ]
        )

    def _differing(self, claim: DifferingClaim) -> Markup:
        groups: dict[tuple[str, str, str], tuple[set[str], set[str]]] = {}
        spelling: dict[str, str] = {}
        sentences: dict[tuple[str, int, int], Excerpt] = {}
        for difference in claim.differences:
            key, sides = _values(difference)
            for value in (difference.a_text, difference.b_text):
                spelling.setdefault(value.casefold(), value)
            sigla_of_values = groups.setdefault(key, (set(), set()))
            for sigla, siglum in zip(sigla_of_values, sides, strict=True):
                sigla.add(siglum)
            for excerpt in (difference.a, difference.b):
                position = excerpt.document, excerpt.start, excerpt.end
                sentences[position] = _with_marks(sentences.get(position), excerpt)
        lines = (
            element(
                "li",
                element("span", f"{kind}: ", class_="kind-differs"),
                f"{spelling[first_value]} ({_enumerated(first_sigla)}) ",
                element("span", "differs from", class_="hidden"),
                element("span", "|", aria_hidden="true"),
                f" {spelling[second_value]} ({_enumerated(second_sigla)})",
            )
            for (kind, first_value, second_value), (first_sigla, second_sigla) in groups.items()
        )
        quoted = (self._quoted(sentence) for _, sentence in sorted(sentences.items()))
        return joined(
            [
                element("h3", self._words(claim.words), " ", self._claim_link(claim.claim)),
                element("ul", *lines),
                *quoted,
            ]
        )

    # Quotations

    def _quotations(self) -> Markup:
        if not self._report.quotes:
            return element("p", "There are no quotations.")

        by_speaker: dict[str | None, list[Quote]] = {}
        for quote in self._report.quotes:
            by_speaker.setdefault(quote.speaker, []).append(quote)
        order = sorted(by_speaker, key=lambda s: (s is None, -len(by_speaker[s]), s or ""))
        parts: list[Markup] = [
            element(
                "p",
                "By speaker, the most quoted first. Variants stand below the fullest form: what"
                " they leave out is ",
                element("del", "struck out"),
                ", what they have instead or besides is ",
                element("ins", "underlined"),
                ".",
            )
        ]
        for speaker in order:
            parts.append(element("h3", speaker or f"{UNKNOWN} (no article says who)"))
            parts += map(self._quote, by_speaker[speaker])
        return joined(parts)

    def _quote(self, quote: Quote) -> Markup:
        first, *others = quote.variants
        parts = [
            element(
                "p", element("q", self._words(first.words)), " ", self._siglum(first.words.siglum)
            )
        ]
        if others:
            parts.append(element("ul", *(self._variant(v, quote.speaker) for v in others)))
        return element("div", *parts, class_="box")

    def _variant(self, variant: QuoteVariant, speaker: str | None) -> Markup:
        kinds = {piece.kind for piece in variant.pieces}
        notes = [
            "words cut" if CUT in kinds else "",
            "other words" if ADDED in kinds else "",
            f"negation {variant.negation}" if variant.negation else "",
            "" if variant.marked else "without quotation marks",
            f"said by {variant.speaker}" if variant.speaker not in {None, speaker} else "",
        ]
        said = ", ".join(filter(None, notes)) or "the same words"
        tongue = self._languages.get(variant.words.document, "")
        words = element("span", *_pieces(variant.pieces), lang=tongue, dir="auto")
        return element(
            "li",
            self._siglum(variant.words.siglum), " ", words, " ",
            element("span", f"({said})", class_="dim"),
        )  # fmt: skip

    # Articles

    def _article(self, article: Article) -> Markup:
        facts = [article.name, article.outlet or "", article.date or ""]
        if article.copies:
            facts.append(f"the same text as {', '.join(article.copies)}")
        shown = self._only_here
        return element(
            "article",
            element(
                "h3",
                element("span", article.siglum, class_="siglum"),
                " ",
                element("span", article.title, lang=article.language, dir="auto"),
                id=f"article-{article.siglum}",
            ),
            element("p", " · ".join(filter(None, facts)), class_="dim"),
            self._list("Not in this article", map(self._missing, article.missing)),
            self._list("Only here", map(shown, article.only)),
            self._list("Partly new", map(shown, article.partly_new)),
        )

    def _list(self, heading: str, items: Iterable[Markup]) -> Markup:
        entries = list(items)
        if not entries:
            return joined([element("h4", f"{heading}: none")])
        return joined([element("h4", f"{heading}: {len(entries)}"), element("ul", *entries)])

    def _missing(self, missing: Missing) -> Markup:
        sigla = (self._siglum(siglum) for siglum in missing.sigla)
        after = missing.after
        position: Iterable[str] = (
            ("would stand after: ", self._words(after)) if after else ("would stand first",)
        )
        return element(
            "li",
            self._words(missing.words),
            " (",
            joined(sigla, ", "),
            ") ",
            self._claim_link(missing.claim),
            element("div", *position, class_="dim"),
            *self._nearest("nearest here", missing.nearest, with_siglum=False),
        )

    def _only_here(self, only: OnlyHere) -> Markup:
        return element(
            "li",
            self._words(only.words, "only"),
            *self._nearest("nearest elsewhere", only.nearest, with_siglum=True),
        )

    def _nearest(
        self, label: str, nearest: Excerpt | None, *, with_siglum: bool
    ) -> Iterable[Markup]:
        if nearest:
            siglum = [" ", self._siglum(nearest.siglum)] if with_siglum else []
            yield element("div", f"{label}: ", self._words(nearest), *siglum, class_="dim")

    # Claims

    def _claims(self) -> Markup:
        if not self._rows:
            return element("p", "No claim is made by more than one article.")
        omitted = len(self._report.claims) - len(self._rows)
        caption = "Claims that several articles make, those of most sources first"
        if self._has_columns:
            signs = ", ".join(f"{sign} {kind}" for kind, sign in _SIGNS.items() if sign)
            caption = f"{caption}: {signs}"
        if omitted:
            caption += f". {omitted} more are left out here; variorum compare --csv has all"
        sigla = [a.siglum for a in self._report.articles]
        headings = ["Claim", "Sources", *(sigla if self._has_columns else ["Which"])]
        return _scrolled(
            "Table of sources and claims",
            element(
                "table",
                element("caption", f"{caption}."),
                _head(headings),
                element("tbody", *map(self._claim_row, self._rows)),
                class_="claims" if self._has_columns else None,
            ),
        )

    def _claim_row(self, row: ClaimRow) -> Markup:
        return element(
            "tr",
            element("th", self._words(row.words), scope="row", id=row.id),
            element("td", str(row.sources), class_="number"),
            *(map(_cell, row.cells.values()) if self._has_columns else [_which(row)]),
        )

    # Notes

    def _notes(self) -> Markup:
        if not self._report.notes:
            return element("p", "There are no notes on these articles.")
        return joined(map(self._note, self._report.notes))

    def _note(self, note: NoteEntry) -> Markup:
        tags = "".join(f" #{tag}" for tag in note.tags)
        kind = f"{note.kind} ({note.mark_name})" if note.mark_name else note.kind
        parts = [element("p", element("strong", kind), element("span", tags, class_="tag"))]
        if note.text:
            parts.append(element("p", note.text, class_="lines", dir="auto"))
        parts.append(element("ul", *map(self._place, note.places)))
        return element("div", *parts, class_="box")

    def _place(self, place: NotePlace) -> Markup:
        source = self._siglum(place.siglum) if place.siglum else text(place.path)
        state = f" (edited: {place.change})" if place.change else f" ({place.state})"
        return element(
            "li",
            element("q", place.words, dir="auto"),
            " ",
            source,
            "" if place.state == _EXACT else state,
        )

    # Words of articles

    def _quoted(self, excerpt: Excerpt) -> Markup:
        return element(
            "blockquote", self._siglum(excerpt.siglum), " ", self._words(excerpt, "value")
        )

    def _words(self, excerpt: Excerpt, marked: str | None = None) -> Markup:
        """Return the words of an article in its language, with their marks."""
        parts, offset = list[str](), 0
        for mark in excerpt.marks if marked else ():
            parts.append(excerpt.words[offset : mark.start])
            parts.append(element("mark", excerpt.words[mark.start : mark.end], class_=marked))
            offset = mark.end
        parts.append(excerpt.words[offset:])
        language = self._languages.get(excerpt.document, "")
        return element("span", *parts, lang=language, dir="auto")

    def _siglum(self, siglum: str) -> Markup:
        return element("a", siglum, href=f"#article-{siglum}", class_="siglum")

    def _claim_link(self, claim: str) -> Markup:
        if claim not in self._linked:
            return Markup()
        return element("a", f"claim {claim[1:]}", href=f"#{claim}", class_="dim")


def _coverage_row(article: Article, longest: int) -> Markup:
    coverage = article.coverage
    numbers = (
        coverage.sentences, *(count for *_, count in coverage_segments(coverage)),
        len(article.partly_new), len(article.missing),
    )  # fmt: skip
    return element(
        "tr",
        element(
            "th",
            element("a", article.siglum, href=f"#article-{article.siglum}", class_="siglum"),
            " ",
            element("span", article.title, lang=article.language, dir="auto"),
            scope="row",
        ),
        element("td", coverage_bar(article, longest)),
        *(element("td", str(number), class_="number") for number in numbers),
    )


def _copied(copy: CopiedPair) -> Markup:
    errors = f", both write {', '.join(copy.errors)}" if copy.errors else ""
    origin = f"from {copy.source} {copy.direction}" if copy.source else copy.direction
    return element(
        "li",
        f"{copy.one}, {copy.other}: {copy.same:.0%} the same, {copy.order:.0%} of it in the same"
        f" order{errors}; {origin}.",
    )


def _values(difference: Difference) -> tuple[tuple[str, str, str], tuple[str, str]]:
    """Return the type and the values of a difference, and their articles' sigla.

    The values are without case and in a fixed order.
    """
    first, second = difference.a_text.casefold(), difference.b_text.casefold()
    sigla = difference.a.siglum, difference.b.siglum
    if second < first:
        return (difference.type, second, first), (sigla[1], sigla[0])
    return (difference.type, first, second), sigla


def _with_marks(existing: Excerpt | None, excerpt: Excerpt) -> Excerpt:
    """Return a sentence with the marks of both; of overlapping marks the longer one stays."""
    if existing is None:
        return excerpt
    marks = sorted({*existing.marks, *excerpt.marks}, key=lambda m: (m.start, -m.end))
    longest = [
        m for n, m in enumerate(marks) if all(earlier.end <= m.start for earlier in marks[:n])
    ]
    return Excerpt(
        excerpt.document, excerpt.siglum, excerpt.start, excerpt.end, excerpt.words, longest
    )


def _pieces(pieces: Iterable[Piece]) -> Iterable[Markup]:
    """Yield the pieces of a variant, a space between them where the words would run together."""
    before = ""
    for piece in pieces:
        if before[-1:].isalnum() and piece.words[:1].isalnum():
            yield text(" ")
        yield _piece(piece)
        before = piece.words


def _piece(piece: Piece) -> Markup:
    if piece.kind == CUT:
        return element("del", piece.words)
    return element("ins", piece.words) if piece.kind == ADDED else text(piece.words)


def _cell(kind: str) -> Markup:
    sign = _SIGNS[kind]
    sign_elements = [element("span", sign, aria_hidden="true")] if sign else []
    differs = " kind-differs" if CELL_CLASSES.get(kind) == "differs" else ""
    return element(
        "td", *sign_elements, element("span", kind, class_="hidden"), class_=f"cell{differs}"
    )


def _which(row: ClaimRow) -> Markup:
    """Return one cell with the sources of a claim, by their kind of match."""
    groups = {
        kind: [siglum for siglum, cell in row.cells.items() if cell == kind]
        for kind, sign in _SIGNS.items()
        if sign
    }
    parts = (f"{kind} {', '.join(sigla)}" for kind, sigla in groups.items() if sigla)
    return element("td", "; ".join(parts))


def _head(names: Iterable[str]) -> Markup:
    cells = (element("th", name, scope="col") for name in names)
    return element("thead", element("tr", *cells))


def _key(kind: str, words: str) -> Markup:
    box = element("span", class_=f"key key-{kind}", aria_hidden="true")
    return element("li", box, words)


def _scrolled(label: str, content: Markup) -> Markup:
    """Return content that may be wider than the page; the keyboard can scroll it."""
    return element("div", content, class_="scroll", role="region", aria_label=label, tabindex=0)


def _enumerated(sigla: Iterable[str]) -> str:
    return ", ".join(sorted(sigla, key=lambda siglum: (len(siglum), siglum)))


def _count(number: int, singular: str, plural: str = "") -> str:
    return f"{number:,} {singular if number == 1 else plural or f'{singular}s'}"
