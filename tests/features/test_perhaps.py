"""What may say the same: shown after what does, or as what comes nearest, and never counted."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.support.corpora import written
from tui.corpus.display_titles import DisplayTitles
from tui.corpus.loader import load
from tui.index.match_index import MatchIndex
from tui.matching.config import DEFAULT, Certainty
from tui.matching.matches import DocumentMatches, Kind, Match, PassageRef, passage_pair
from tui.notes.location.located_notes import LocatedNotes
from tui.screens.matching.match_lookup import MatchLookup
from tui.widgets.article.margin_marks import GLYPHS, Coverage, nearest

SURE, LIKELY, PERHAPS = (
    (DEFAULT.model.sure + 1) / 2,
    (DEFAULT.model.sure + DEFAULT.model.threshold) / 2,
    (DEFAULT.model.threshold + DEFAULT.model.perhaps) / 2,
)
TOUCH = DEFAULT.model.threshold + 0.01
"""A match that may be no more than a touch."""
LINES = (
    "The harbour of Vlissingen was closed on Tuesday.",
    "Three pilots were taken off the sinking barge.",
    "Nobody else reports the missing ferry Ouwerkerk.",
)


class Corpus:
    """Three articles, and what is said to have been found in the first."""

    def __init__(self, folder: Path) -> None:
        text = "\n\n".join(LINES)
        paths = sorted(written(folder / "corpus", a=text, b=text, c=text).iterdir())
        corpus_files = [load(path) for path in paths]
        self.names = [corpus_file.id for corpus_file in corpus_files]
        self.findings = MatchIndex()
        titles = DisplayTitles()
        titles.take(corpus_files)
        self.witnesses = MatchLookup(
            {h.id: h for h in corpus_files}, self.findings, LocatedNotes(), titles
        )

    def match(self, passage: int, other: int, there: int, score: float) -> Match:
        here = PassageRef(self.names[0], passage)
        return Match(here, PassageRef(self.names[other], there), score, Kind.REWORDED)

    def found(self, matches: tuple[Match, ...], perhaps: tuple[Match, ...]) -> None:
        self.findings.add(DocumentMatches(self.names[0], matches, perhaps, ()))

    def unique(self, *passages: int) -> None:
        """Say what the comparison of the accounts has only here."""
        only = [
            SimpleNamespace(place=self.place(passage), bar=TOUCH + 0.01) for passage in passages
        ]
        self.witnesses.comparison.replace(
            SimpleNamespace(  # type: ignore[arg-type]
                collation=SimpleNamespace(
                    documents=dict.fromkeys(self.names), original=lambda place: place
                ),
                only_here=lambda name: only if name == self.names[0] else [],
                differences_of={},
                voices={},
            )
        )

    def place(self, passage: int) -> PassageRef:
        return PassageRef(self.names[0], passage)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(tmp_path)


def test_perhaps_comes_after_what_matches_however_sure(corpus: Corpus) -> None:
    matches = corpus.match(0, 2, 0, LIKELY), corpus.match(1, 1, 1, SURE)
    corpus.found(matches, (corpus.match(0, 1, 0, PERHAPS),))
    answer = corpus.witnesses.sources_view(corpus.place(0))
    assert answer.headline == ""
    told = [(card.document, card.certainty) for card in answer.cards]
    assert told == [
        (corpus.names[2], Certainty.LIKELY),
        (corpus.names[1], Certainty.PERHAPS),
    ]


def test_of_an_article_that_matches_nothing_more_is_shown_as_perhaps(corpus: Corpus) -> None:
    corpus.found((corpus.match(0, 1, 0, SURE),), (corpus.match(0, 1, 2, PERHAPS),))
    (card,) = corpus.witnesses.sources_view(corpus.place(0)).cards
    assert (card.certainty, card.passage, card.more) == (Certainty.SURE, 0, 0)


def test_only_here_is_said_where_the_comparison_says_it_with_what_comes_nearest(
    corpus: Corpus,
) -> None:
    corpus.found((corpus.match(0, 1, 0, SURE),), (corpus.match(1, 2, 1, PERHAPS),))
    corpus.unique(1, 2)
    answers = [corpus.witnesses.sources_view(corpus.place(n)) for n in range(3)]
    assert [answer.headline for answer in answers] == ["", "Only here", "Only here"]
    assert [len(answer.cards) for answer in answers] == [1, 1, 0]
    corpus.unique()
    answers = [corpus.witnesses.sources_view(corpus.place(n)) for n in range(3)]
    assert [answer.headline for answer in answers] == ["", "No match found", "No match found"]


def test_before_the_comparison_is_ready_nothing_is_called_only_here(corpus: Corpus) -> None:
    corpus.found((corpus.match(0, 1, 0, SURE),), (corpus.match(1, 2, 1, PERHAPS),))
    answers = [corpus.witnesses.sources_view(corpus.place(n)) for n in range(3)]
    assert [answer.headline for answer in answers] == ["", "No match found", "No match found"]
    assert Coverage.NONE not in corpus.witnesses.coverage(corpus.names[0])


def test_a_match_too_weak_to_be_more_than_a_touch_counts_for_no_article(corpus: Corpus) -> None:
    corpus.found((corpus.match(0, 1, 0, TOUCH),), ())
    assert corpus.witnesses.count(corpus.place(0)) == "1/2"
    corpus.unique(0)
    assert corpus.witnesses.count(corpus.place(0)) == "0/2"
    assert corpus.witnesses.coverage(corpus.names[0])[0] is Coverage.NONE
    view = corpus.witnesses.sources_view(corpus.place(0))
    assert (view.headline, len(view.cards)) == ("Only here", 1)


def test_a_match_found_after_the_comparison_is_shown_as_one(corpus: Corpus) -> None:
    corpus.found((), ())
    corpus.unique(0)
    corpus.found((corpus.match(0, 1, 0, LIKELY),), ())
    assert corpus.witnesses.count(corpus.place(0)) == "1/2"
    assert corpus.witnesses.sources_view(corpus.place(0)).headline == ""


def test_the_gutter_tells_perhaps_from_only_here_and_from_what_others_say(corpus: Corpus) -> None:
    corpus.found((corpus.match(0, 1, 0, SURE),), (corpus.match(1, 2, 1, PERHAPS),))
    corpus.unique(2)
    known = corpus.witnesses.coverage(corpus.names[0])
    assert known == [Coverage.MOST, Coverage.DOUBTFUL, Coverage.NONE]
    assert [GLYPHS[each] for each in known] == ["▅", "◇", "◆"]


def test_perhaps_counts_for_no_article_that_says_it(corpus: Corpus) -> None:
    both = corpus.match(0, 1, 0, PERHAPS), corpus.match(0, 2, 0, PERHAPS)
    corpus.found((), both)
    assert corpus.witnesses.voice_count(corpus.place(0)) == 0
    assert list(corpus.findings.saying(corpus.names[0], 3)) == [0, 0, 0]
    known = corpus.witnesses.coverage(corpus.names[0])
    assert nearest(known, -1, 1, shared=True) is None
    assert nearest(known, -1, 1, shared=False) == 0


def test_what_was_set_apart_is_not_shown_as_perhaps_either(corpus: Corpus) -> None:
    doubtful = corpus.match(0, 1, 0, PERHAPS)
    corpus.found((), (doubtful,))
    corpus.findings.regroup({passage_pair(doubtful.here, doubtful.there)})
    assert corpus.witnesses.sources_view(corpus.place(0)).cards == ()
    corpus.findings.regroup(())
    assert len(corpus.witnesses.sources_view(corpus.place(0)).cards) == 1


def test_what_a_claim_ties_to_a_passage_is_not_perhaps(corpus: Corpus) -> None:
    doubtful = corpus.match(0, 1, 0, PERHAPS)
    corpus.found((corpus.match(0, 2, 0, SURE),), (doubtful,))
    by = PassageRef(corpus.names[2], 0)
    way = Match(doubtful.here, doubtful.there, LIKELY, Kind.REWORDED, by)
    corpus.findings.regroup((), {corpus.place(0): (way,)})
    told = [(c.document, bool(c.via)) for c in corpus.witnesses.sources_view(corpus.place(0)).cards]
    assert told == [(corpus.names[2], False), (corpus.names[1], True)]


def test_what_is_perhaps_said_in_a_file_that_went_is_forgotten(corpus: Corpus) -> None:
    corpus.found((), (corpus.match(0, 1, 0, PERHAPS),))
    corpus.findings.drop([corpus.names[1]])
    assert corpus.witnesses.sources_view(corpus.place(0)).cards == ()
