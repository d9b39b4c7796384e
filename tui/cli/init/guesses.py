"""The configuration that the articles of a folder suggest."""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from tui.corpus.article_names import with_entry
from tui.corpus.configuration.config_file import LONGEST_NAME, LONGEST_TITLE, LONGEST_VALUE
from tui.corpus.configuration.corpus_config import CorpusConfig, ReadingRules
from tui.corpus.corpus_file import CorpusFile
from tui.corpus.siglum_assignment import SiglumAssignment
from tui.matching.candidates.boilerplate import find_boilerplate
from tui.matching.candidates.fingerprint import make_fingerprint
from tui.matching.features.preprocessing import preprocess
from tui.text.document import CARRIES_CLAIMS
from tui.text.sanitization import clean, clean_line

MOST_NAMED = 100
"""Files of a corpus, at most, whose order and letters are stated one by one."""
_MOST_LINES = 50
"""Lines of boilerplate that are proposed."""
_PREFIX = re.compile(r"([^\W\d_]{3,})[-_ ].")
_SEVERAL = 2
_SEPARATORS = re.compile(r"[-_\s]+")


def guess_config(
    folder: Path,
    articles: Iterable[CorpusFile],
    assignment: SiglumAssignment,
    columns: Mapping[str, str],
) -> CorpusConfig:
    """Return the configuration that articles suggest.

    Args:
        folder: The folder of the corpus.
        articles: Its articles, as `load_articles` reads them.
        assignment: The sigla that the reader of this corpus knows.
        columns: The columns of its tables, by value.
    """
    readable = {
        name: article
        for article in articles
        if article.document and (name := _below(folder, article))
    }
    ordered = _order_names(readable)
    outlets = dict(_outlets(readable))
    return CorpusConfig(
        os.path.realpath(folder),
        _readable_name(Path(os.path.abspath(folder)).name, LONGEST_TITLE),  # noqa: PTH100
        _order(ordered),
        _letters(readable, ordered, assignment),
        outlets,
        dict(_groups(readable, outlets)),
        _encodings(readable),
        ReadingRules(
            tuple(_boilerplate(list(readable.values()))),
            tuple(
                (value, column)
                for value, column in sorted(columns.items())
                if _is_plain(column) and len(column) <= LONGEST_VALUE
            ),
        ),
    )


def _below(folder: Path, article: CorpusFile) -> str:
    """Return an article's name below the folder; empty if a configuration can't name it."""
    name = with_entry(article.path.relative_to(folder).as_posix(), article.entry)
    is_stated = _is_plain(name) and "*" not in name and len(name) <= LONGEST_NAME
    return name if is_stated else ""


def _is_plain(name: str) -> bool:
    """Return True if a configuration can state a name as it is."""
    return name.isprintable() and clean(name)[0] == " ".join(name.split()) == name


def _order_names(articles: Mapping[str, CorpusFile]) -> list[str]:
    """Return the names by the articles' days if all have one; else as they are on the disk."""
    days = {name: article.metadata.date for name, article in articles.items()}
    return sorted(days, key=lambda name: days[name]) if all(days.values()) else list(days)


def _order(ordered: Sequence[str]) -> tuple[str, ...]:
    files = tuple(dict.fromkeys(name.partition("#")[0] for name in ordered))
    return files if len(files) <= MOST_NAMED else ()


def _letters(
    articles: Mapping[str, CorpusFile], ordered: Sequence[str], assignment: SiglumAssignment
) -> dict[str, str]:
    if len(ordered) > MOST_NAMED:
        return {}
    sigla = assignment.extend(articles[name] for name in ordered).sigla()
    return {name: sigla[articles[name].key] for name in ordered}


def _outlets(articles: Mapping[str, CorpusFile]) -> Iterator[tuple[str, str]]:
    """Yield outlets for folders, and beginnings of names, of files that state none."""
    for folder, folder_articles in _by_folder(articles).items():
        outlets = {article.metadata.outlet for article in folder_articles} - {""}
        if len(outlets) <= 1 and any(not article.metadata.outlet for article in folder_articles):
            yield folder, next(iter(outlets), _readable_name(PurePosixPath(folder).name))
    beginnings = Counter(
        match[1]
        for name, article in articles.items()
        if "/" not in name and not article.metadata.outlet and (match := _PREFIX.match(name))
    )
    frequent = [begin for begin, count in beginnings.items() if count >= _SEVERAL]
    if len(frequent) >= _SEVERAL:
        yield from ((f"{begin}*", _readable_name(begin)) for begin in frequent)


def _groups(
    articles: Mapping[str, CorpusFile], outlets: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield groups for the folders that are no outlet's."""
    for folder, folder_articles in _by_folder(articles).items():
        if (
            folder not in outlets
            and len({article.metadata.outlet for article in folder_articles}) > 1
        ):
            yield folder, _readable_name(PurePosixPath(folder).name)


def _by_folder(articles: Mapping[str, CorpusFile]) -> Mapping[str, list[CorpusFile]]:
    """Return the articles of each folder below the corpus' own."""
    articles_by_folder: defaultdict[str, list[CorpusFile]] = defaultdict(list)
    for name, article in articles.items():
        folder = name.rpartition("/")[0]
        if folder and _readable_name(PurePosixPath(folder).name):
            articles_by_folder[folder].append(article)
    return articles_by_folder


def _encodings(articles: Mapping[str, CorpusFile]) -> dict[str, str]:
    """Return the encodings of files that are not UTF-8."""
    encodings = {
        name.partition("#")[0]: article.encoding
        for name, article in articles.items()
        if article.encoding != "utf-8"
    }
    if len(set(encodings.values())) == 1:
        return {"*": next(iter(encodings.values()))}
    return encodings if len(encodings) <= MOST_NAMED else {}


def _boilerplate(articles: Sequence[CorpusFile]) -> Iterator[str]:
    """Yield the paragraphs that recur all over the articles, by the rule of matching."""
    documents = [article.document for article in articles if article.document]
    fingerprints = [
        make_fingerprint(preprocess(str(n), document)) for n, document in enumerate(documents)
    ]
    seen_lines: set[str] = set()
    for line, numbers in find_boilerplate(fingerprints).items():
        document, fingerprint = documents[numbers[0]], fingerprints[numbers[0]]
        passage = next(
            p for p, s in zip(fingerprint.lines, fingerprint.summed(), strict=True) if s == line
        )
        paragraph = document.paragraphs[document.passages[passage].paragraph]
        words = " ".join(paragraph.span.of(document.text).split())
        if (
            paragraph.role in CARRIES_CLAIMS
            and len(words) <= LONGEST_NAME
            and "*" not in words
            and words.casefold() not in seen_lines
            and len(seen_lines) < _MOST_LINES
        ):
            seen_lines.add(words.casefold())
            yield words


def _readable_name(name: str, longest: int = LONGEST_VALUE) -> str:
    """Return the name of a file or folder as a title: `de-bode` is `De bode`."""
    words = clean_line(_SEPARATORS.sub(" ", name).strip(), longest)
    return words[:1].upper() + words[1:] if any(c.isalpha() for c in words) else ""
