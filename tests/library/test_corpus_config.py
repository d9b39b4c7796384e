"""The file `variorum.toml`: what may be in it, what it says of files, and what is wrong with it."""

import json
import os
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import saved_files
from tui.corpus.configuration.config_file import (
    LARGEST_CONFIG,
    MOST_ENTRIES,
    ConfigError,
    parse_config,
)
from tui.corpus.configuration.corpus_config import NO_CONFIG, NO_RULES
from tui.corpus.configuration.folder_configs import FolderConfigs
from tui.corpus.file_encodings import FileEncodings
from tui.corpus.loader import load_articles
from tui.index.source import Source, inspect_articles
from tui.text.document import Role

AGROUND = saved_files.AGROUND.paragraphs[0]
STORM = saved_files.STORM.paragraphs[0]
FULL = """
title = "The night of the ferry"
order = ["weeklies", "bode.txt", "news/*"]
boilerplate = ["Subscribe to our letter", "Read more: *"]
[letters]
"bode.txt" = "B"
[outlets]
"bode.txt" = "De Bode"
"weeklies" = "The Weekly"
"*.csv" = "A table"
[groups]
"weeklies" = "Weeklies"
[encodings]
"old/*" = "windows-1250"
[tables.columns]
text = "story"
[news]
divider = "=== * ==="
"""


def configs(folder: Path, text: str) -> FolderConfigs:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "variorum.toml").write_text(text)
    return FolderConfigs([folder])


def loaded(folder: Path, name: str, text: str, found: FolderConfigs) -> list[list[str]]:
    """Return the role and the words of each passage, for each article in a file."""
    (folder / name).write_text(text)
    articles = load_articles(folder / name, FileEncodings(configs=found))
    assert all(one.document for one in articles)
    return [
        [f"{p.role}: {one.document.words_of(n)}" for n, p in enumerate(one.document.passages)]
        for one in articles
        if one.document
    ]


def test_a_configuration_says_what_it_is_asked_about_files(tmp_path: Path) -> None:
    found = configs(tmp_path, FULL)
    own, root = found.own, os.path.realpath(tmp_path)
    assert found.problems == []
    assert own.title == "The night of the ferry"
    assert [own.place(f"{root}/{n}") for n in ("weeklies/a.txt", "bode.txt", "news/x")] == [0, 1, 2]
    assert own.place(f"{root}/else.txt") == own.place("/elsewhere/bode.txt") == 3
    assert own.numbers == {f"{root}/bode.txt": 1}
    assert found.outlet(tmp_path / "bode.txt") == "De Bode"
    assert found.outlet(tmp_path / "weeklies" / "1999" / "a.txt") == "The Weekly"
    assert found.outlet(tmp_path / "news" / "of.csv", "7") == "A table"
    assert found.outlet(tmp_path / "other.txt") == ""
    assert found.group(tmp_path / "weeklies" / "a.txt") == "Weeklies"
    assert found.find(tmp_path / "old" / "a.txt")[0].encoding("old/a.txt") == "cp1250"


def test_a_file_of_its_own_name_comes_before_its_folder_and_this_before_a_pattern(
    tmp_path: Path,
) -> None:
    found = configs(
        tmp_path, '[outlets]\n"*" = "Any"\n"in" = "Folder"\n"in/deep" = "Deep"\n"a.txt" = "Own"\n'
    )
    said = {n: found.outlet(tmp_path / n) for n in ("a.txt", "in/b.txt", "in/deep/b.txt", "c.txt")}
    assert list(said.values()) == ["Own", "Folder", "Deep", "Any"]


def test_without_a_file_nothing_is_configured(tmp_path: Path) -> None:
    assert FolderConfigs([tmp_path]).own is NO_CONFIG
    assert FolderConfigs([tmp_path, tmp_path / "no"]).problems == []


def test_a_file_beside_an_article_counts_but_not_in_secure_mode(tmp_path: Path) -> None:
    configs(tmp_path, '[outlets]\n"a.txt" = "Ours"\n')
    article = tmp_path / "a.txt"
    assert FolderConfigs([article]).outlet(article) == "Ours"
    assert FolderConfigs([article], secure=True).outlet(article) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "not valid TOML"),
        ("a = " + "[" * 5_000, "not valid TOML"),
        ("a" + ".a" * 30_000 + " = 1", "a key of it has too many parts"),
        ("[" + '"a" . ' * 10_000 + "a]", "a key of it has too many parts"),
        ('\ncolour = "red"', "line 2: colour: it is not known; known are boilerplate"),
        ("title = 3", "line 1: title: it must be a text; put it in quotes"),
        ('title = "a\\u001b[31mb"', "title: it has a sign that is not seen"),
        ('title = "a\\u202eb"', "title: it has a sign that is not seen"),
        (f'title = "{"x" * 121}"', "title: it has 121 characters; use at most 120"),
        ('order = "a.txt"', "order: it must be a list"),
        ('order = ["a", ""]', "order: one of its entries is empty"),
        (f"order = {['a'] * (MOST_ENTRIES + 1)}", f"order: it has {MOST_ENTRIES + 1} entries"),
        (f"boilerplate = {['a *'] * 101}", "too many entries have a *"),
        ('boilerplate = ["* — *"]', "has no word"),
        ('outlets = "De Bode"', "outlets: it must be a table; begin it with [outlets]"),
        ('[outlets]\n"a.txt" = 1', "line 2: outlets.a.txt: it must be a text"),
        ('[letters]\n"a.txt" = "b"', "line 2: letters.a.txt: 'b' is no letter"),
        ('[letters]\na = "B"\n"c" = "B"', "line 3: letters.c: a has B, too"),
        ('[encodings]\n"*.txt" = "utf-99"', "no encoding called 'utf-99' is known"),
        ('[tables]\nrows = "x"', "line 2: tables.rows: it is not known; known are columns"),
        ('[tables.columns]\nbody = "x"', "line 2: tables.columns.body: it is not known"),
        ("[news]\ndivider = 1", "line 2: news.divider: it must be a text"),
        ('[news]\ndivider = "a\\nb"', "news.divider: it has a sign that is not seen"),
    ],
)
def test_what_is_wrong_is_told_with_the_place_and_what_to_do(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as told:
        parse_config(text, "/")
    assert str(told.value).startswith("variorum.toml: ")
    assert said in str(told.value)
    assert "; " in str(told.value)
    assert str(told.value).isprintable()


@given(st.text(st.characters(codec="utf-8") | st.sampled_from(string.punctuation), max_size=200))
def test_any_text_is_a_configuration_or_an_error_in_one_line(text: str) -> None:
    problem = ""
    try:
        parse_config(text, "/")
    except ConfigError as error:
        problem = str(error)
    assert problem.isprintable()


@pytest.mark.parametrize("make", ["large", "fifo", "link", "folder", "bytes"])
def test_a_bad_file_is_told_and_the_articles_are_read_without_it(tmp_path: Path, make: str) -> None:
    folder, file = tmp_path / "corpus", tmp_path / "corpus" / "variorum.toml"
    folder.mkdir()
    match make:
        case "large":
            file.write_text("#" * (LARGEST_CONFIG + 1))
        case "fifo":
            os.mkfifo(file)
        case "link":
            (tmp_path / "other.toml").write_text('title = "Stolen"')
            file.symlink_to(tmp_path / "other.toml")
        case "folder":
            file.mkdir()
        case "bytes":
            file.write_bytes(b'title = "a"\n# \xff')
    found = FolderConfigs([folder])
    assert found.own == NO_CONFIG
    [problem] = found.problems
    assert problem.startswith(f"{folder}: variorum.toml: ")
    assert loaded(folder, "a.txt", AGROUND, found)


def test_stated_lines_are_boilerplate_in_texts_and_extracted_articles(tmp_path: Path) -> None:
    found = configs(tmp_path, 'boilerplate = ["Our evening letter is free", "Read more: *"]')
    article = f"{AGROUND}\n\nOUR evening  letter is free\n\nRead more: the storm in pictures\n"
    wanted = [Role.BODY, Role.BOILERPLATE, Role.BOILERPLATE]
    for name, text in (
        ("a.txt", article),
        ("b.md", article),
        ("c.jsonl", f"{json.dumps({'text': article})}\n{json.dumps({'text': STORM})}\n"),
    ):
        [first, *_] = loaded(tmp_path, name, text, found)
        assert [row.partition(": ")[0] for row in first][-3:] == wanted, name


def test_the_divider_makes_articles_of_one_plain_text(tmp_path: Path) -> None:
    found = configs(tmp_path, '[news]\ndivider = "=== * ==="')
    text = f"{AGROUND}\n\n  === * ===\n\n{STORM}\n"
    assert len(loaded(tmp_path, "a.txt", text, found)) == 2
    assert len(loaded(tmp_path, "b.txt", text.replace("===", "=="), found)) == 1
    assert len(loaded(tmp_path, "c.txt", text, FolderConfigs())) == 1


def test_columns_are_those_stated_where_a_table_has_them(tmp_path: Path) -> None:
    found = configs(tmp_path, '[tables.columns]\ntext = "short"\n')
    rows = f'short,story\n"The tug came.","{AGROUND}"\n"It went.","{STORM}"\n'
    assert loaded(tmp_path, "a.csv", rows, found) == [["body: The tug came."], ["body: It went."]]
    [other, _] = loaded(tmp_path, "b.csv", rows.replace("short", "brief"), found)
    assert other == [f"body: {AGROUND}"]


def digests(folder: Path, found: FolderConfigs) -> dict[str, str]:
    """Return the digests by which comparisons of the files are kept, by entry."""
    read: dict[str, str] = {}
    for path in sorted(folder.glob("*.*")):
        if path.suffix != ".toml":
            for one in inspect_articles(path, FileEncodings(configs=found)):
                assert isinstance(one, Source)
                read[one.name] = one.digest
                document = one.read()  # as a worker process reads it
                loaded_too = one.corpus_file()
                assert document == loaded_too.document
                assert loaded_too.digest == one.digest
    return read


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ('boilerplate = ["Our letter is free"]', {"a.txt", "t.jsonl#1"}),
        ('[tables.columns]\ntext = "lead"', {"t.jsonl#1", "t.jsonl#2"}),
        ('[news]\ndivider = "* * *"', {"a.txt"}),
        ('title = "Another"\n[outlets]\n"a.txt" = "Ours"', set()),
    ],
)
def test_only_what_changes_the_words_of_an_article_makes_another_digest(
    tmp_path: Path, text: str, changed: set[str]
) -> None:
    (tmp_path / "a.txt").write_text(f"{AGROUND}\n\n* * *\n\nOur letter is free\n\n{STORM}\n")
    (tmp_path / "b.txt").write_text(f"{STORM}\n")
    rows = [
        {"id": "1", "text": f"{AGROUND}\n\nOur letter is free", "lead": "One."},
        {"id": "2", "text": STORM, "lead": "Two."},
    ]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)))
    before = digests(tmp_path, FolderConfigs())
    after = digests(tmp_path, configs(tmp_path, text))
    same = {name for name, digest in before.items() if after.get(name) == digest}
    assert {Path(name).name for name in before.keys() - same} == changed


def test_a_file_that_changes_is_read_again_and_a_bad_one_changes_nothing(tmp_path: Path) -> None:
    found = configs(tmp_path, 'title = "Before"')
    assert not found.refresh()
    (tmp_path / "variorum.toml").write_text('title = "After that"')
    assert found.refresh()
    (tmp_path / "variorum.toml").write_text("title = ")
    assert not found.refresh()
    assert found.own.title == "After that"
    assert found.problems
    (tmp_path / "variorum.toml").unlink()
    assert found.refresh()
    assert found.own == NO_CONFIG
    assert found.own.rules == NO_RULES
    assert not found.problems
