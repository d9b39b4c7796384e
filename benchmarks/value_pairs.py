"""Pairs of sentences about one event in other words, with one value each: is a difference told?

    python benchmarks/value_pairs.py [-v] [seen|later|held|loose|loose-held|politics]

`value_pairs.tsv` has a part, a language, a kind, `differ` or `same`, two sentences with the value
in brackets, and perhaps the days of writing. Of `differ` those count as found of which both values
are reported; of `same` those are false alarms of which either is. `seen` and `loose` were tuned on,
`later` and `politics` were scored once before they were tuned on, `held` and `loose-held` were
scored once at the end (docs/research).
"""

import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import NamedTuple

from tui.collation.differences.sentence_comparison import compare
from tui.collation.quotation_marks import quoted_spans
from tui.collation.quotations.speakers import utterances
from tui.collation.values.sentence_values import Sentence
from tui.text.parsing.document_parser import parse_document
from tui.text.span import Span

TABLE = Path(__file__).with_name("value_pairs.tsv")


class Side(NamedTuple):
    """A sentence and the span of its value."""

    text: str
    value: Span

    @classmethod
    def of(cls, marked: str) -> "Side":
        """Take a sentence with its value in brackets."""
        found = re.search(r"\[(.*?)\]", marked)
        if found is None:
            raise ValueError(marked)
        text = marked[: found.start()] + found[1] + marked[found.end() :]
        return cls(text, Span(found.start(), found.start() + len(found[1])))

    def sentence(self, language: str, written: str) -> Sentence:
        """Return the sentence as a corpus would have it, with the speakers that it names."""
        document = parse_document(self.text)
        speakers = {u.span.of(document.text): u.speaker for u in utterances(document)}
        quotations = quoted_spans(self.text)
        return Sentence(
            self.text,
            Span(0, len(self.text)),
            quotations,
            written=date.fromisoformat(written) if written else None,
            voices=[speakers.get(span.of(self.text)) for span in quotations],
            language=language,
        )


def main() -> None:
    parts = [name for name in sys.argv[1:] if name != "-v"]
    counts, good = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        part, language, kind, relation, *marked = line.split("\t")
        if parts and part not in parts:
            continue
        days = [*marked[2:], "", ""]
        one, other = Side.of(marked[0]), Side.of(marked[1])
        pairs = compare(one.sentence(language, days[0]), other.sentence(language, days[1]))
        if relation == "differ":
            right = any(p.here.meets(one.value) and p.there.meets(other.value) for p in pairs)
        else:
            right = not any(p.here.meets(one.value) or p.there.meets(other.value) for p in pairs)
        row = part, relation, kind if language == "en" else language
        counts[row] += 1
        good[row] += right
        if not right and "-v" in sys.argv:
            print(
                f"{'missed' if relation == 'differ' else 'alarm'} {kind}: {marked[0]} | {marked[1]}"
            )
    for row, count in sorted(counts.items()):
        print(f"{' '.join(row):24} {good[row]}/{count}")
    for part in sorted({row[0] for row in counts}):
        found, alarms = (
            [(good[row], counts[row]) for row in counts if row[:2] == (part, relation)]
            for relation in ("differ", "same")
        )
        recall = sum(n for n, _ in found) / sum(n for _, n in found)
        wrong = 1 - sum(n for n, _ in alarms) / sum(n for _, n in alarms)
        print(f"{part}: recall {recall:.2f}  false alarms {wrong:.2f}")


if __name__ == "__main__":
    main()
