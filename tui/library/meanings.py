"""Meanings: a corpus that was compared by its words, weighed anew by what its lines mean.

Only documents that came near each other are read by the model; what it read is kept by content.
"""

import os
import time
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from typing import NamedTuple

from tui.library import model
from tui.library.kept_surveys import KeptSurveys
from tui.library.model import ModelError, Task, vectors_of
from tui.library.surveyor import Survey
from tui.library.surveys import Surveys
from tui.matching.judge import DEFAULT
from tui.matching.likeness import likenesses
from tui.matching.match import Found
from tui.matching.meaning import weighed
from tui.matching.parallel import Crew
from tui.matching.survey import Comparisons, Subject, found_of, keys_of

MOST_LINES = 1_000
"""Lines of a document whose meaning is read, at most."""
_AT_ONCE = 8
"""Lines read at a time by one process: under half a second, so that it can be given up soon."""
_HELD = 256
"""Documents whose vectors are in memory, at most, while there is a store to have them from."""
_KEEP_EVERY = 2.0
"""Seconds of work that are lost at most if the program is ended."""


class Weighed(NamedTuple):
    """A step of the work."""

    done: int
    """Lines whose meaning is known."""
    whole: int
    found: Found | None = None
    """What one document shares with the others, weighed anew."""


class Meanings:
    """The meaning layer for one survey."""

    def __init__(
        self,
        survey: Survey,
        lines: Callable[[str], Sequence[str]],
        surveys: Surveys | None,
        complain: Callable[[Exception], None],
        *,
        yielding: bool = False,
    ) -> None:
        """`lines` gives a document's telling lines by its name; `yielding` to all others."""
        self._survey = survey
        self._lines = lines
        self._store = KeptSurveys(surveys, complain)
        self._yielding = yielding
        self._held: OrderedDict[bytes, bytes] = OrderedDict()
        self._known: set[bytes] = set()
        self._made = Comparisons(survey.subjects)

    def weighed(self) -> Iterator[Weighed]:
        """Every document's matches weighed anew, in the survey's order, with steps between.

        Some come a second time, in place of the first: once all is weighed, other texts are heard.
        Raises `ModelError` if the model can't be used.
        """
        kept_as = model.name()
        near = {subject.document: self._near(subject) for subject in self._survey.subjects}
        wanted = {
            s.trace.key: s for subject in self._survey.subjects for s in near[subject.document]
        }
        self._known = self._store.ask(lambda s: s.vectored(kept_as), set())
        counts = {key: min(MOST_LINES, len(s.trace.telling)) for key, s in wanted.items()}
        whole = sum(counts.values())
        done = sum(counts[key] for key in wanted if key in self._known)
        yield Weighed(done, whole)
        missing = [subject for key, subject in wanted.items() if key not in self._known]
        waiting = list(reversed(self._survey.subjects))
        for read in self._read(missing, kept_as):
            done += read
            yield Weighed(done, whole)
            while (
                waiting
                and done < whole
                and all(s.trace.key in self._known for s in near[waiting[-1].document])
            ):
                subject = waiting.pop()
                self._weigh(subject, near, kept_as)
                yield Weighed(done, whole, self._found(subject, self._made))
        for subject in waiting:
            self._weigh(subject, near, kept_as)
            yield Weighed(done, whole)
        left = {subject.document for subject in waiting}
        heard, changed = self._made.heard(company=True)
        for subject in self._survey.subjects:
            if subject.document in left or subject.trace.key in changed:
                yield Weighed(done, whole, self._found(subject, heard))

    def _near(self, subject: Subject) -> Sequence[Subject]:
        """The document itself and those any line of which came near one of its own, if any.

        Of few documents, all.
        """
        others = self._survey.others[subject.document]
        made, few = self._survey.made, len(self._survey.subjects) <= DEFAULT.few
        near = [other for other in others if few or made.between(subject, other).pairs]
        return [subject, *near] if near else []

    def _found(self, subject: Subject, made: Comparisons) -> Found:
        return found_of(subject, self._survey.others[subject.document], made)

    def _weigh(self, subject: Subject, near: Mapping[str, Sequence[Subject]], kept_as: str) -> None:
        """Weigh the subject's comparisons with all others, as far as that is not done."""
        nearby = {other.trace.key for other in near[subject.document]}
        others = self._survey.others[subject.document]
        for other in others:
            one, two = sorted((subject, other), key=lambda s: s.trace.key)
            keys = keys_of(one, two)
            if keys in self._made:
                continue
            comparison = self._survey.made.between(one, two)
            if other.trace.key in nearby:
                at = ((pair.here, pair.there) for pair in comparison.pairs)
                sides = [self._vectors(key, kept_as) for key in keys]
                alike = likenesses(sides[0], sides[1], at)
                comparison = weighed(comparison, alike, self._made.documents)
            self._made.add(keys, comparison)

    def _vectors(self, key: bytes, kept_as: str) -> bytes:
        if key not in self._held:
            nothing: dict[bytes, bytes] = {}
            self._held.update(self._store.ask(lambda s: s.vectors(kept_as, [key]), nothing))
        vectors = self._held.get(key, b"")
        self._hold({key: vectors})
        return vectors

    def _hold(self, vectors: Mapping[bytes, bytes]) -> None:
        for key, packed in vectors.items():
            self._held[key] = packed
            self._held.move_to_end(key)
        while self._store and len(self._held) > _HELD:
            self._held.popitem(last=False)

    # Reading by the model, in other processes

    def _read(self, missing: Sequence[Subject], kept_as: str) -> Iterator[int]:
        """Have the model read documents; told is how many lines more are known, now and then."""
        if not missing:
            return
        pieces: defaultdict[bytes, dict[int, bytes]] = defaultdict(dict)
        unkept: dict[bytes, bytes] = {}
        due = time.monotonic() + _KEEP_EVERY
        counts = {s.trace.key: min(MOST_LINES, len(s.trace.telling)) for s in missing}
        cores = os.cpu_count() or 1
        with Crew(max(1, cores - 1) if self._yielding else cores, yielding=self._yielding) as crew:
            try:
                for key, first, packed in crew.work(vectors_of, self._tasks(missing)):
                    pieces[key][first] = packed
                    if len(pieces[key]) * _AT_ONCE >= counts[key]:
                        parts = pieces.pop(key)
                        unkept[key] = b"".join(parts[n] for n in sorted(parts))
                        self._held[key] = unkept[key]
                        self._known.add(key)
                    if time.monotonic() > due:
                        unkept = self._keep(unkept, kept_as)
                        due = time.monotonic() + _KEEP_EVERY
                    yield min(_AT_ONCE, counts[key] - first)
            except BrokenProcessPool as error:
                raise ModelError(f"{model.PACKAGE} can't be used here: {error}") from error
            finally:
                self._keep(unkept, kept_as)

    def _tasks(self, missing: Sequence[Subject]) -> Iterator[Task]:
        for subject in missing:
            most = min(MOST_LINES, len(subject.trace.telling))
            # A file that has changed meanwhile has other lines; as many as were there are read.
            lines = [*self._lines(subject.document), *[""] * most][:most]
            for first in range(0, most, _AT_ONCE):
                yield subject.trace.key, first, lines[first : first + _AT_ONCE]

    def _keep(self, vectors: dict[bytes, bytes], kept_as: str) -> dict[bytes, bytes]:
        if vectors:
            self._store.keep(lambda s: s.keep_vectors(kept_as, vectors))
            self._hold(vectors)
        return {}
