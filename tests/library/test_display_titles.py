"""Titles that look alike are told apart by as little of their files' paths as will do."""

from pathlib import Path

from tui.corpus.display_titles import DisplayTitles, distinct_endings
from tui.corpus.loader import load

LONG = "The harbour master of Vlissingen explains at length why the lock "


def test_as_much_of_a_path_is_told_as_is_needed() -> None:
    paths = ["/a/x/story.txt", "/a/y/story.txt", "/b/y/story.txt", "/b/y/other.txt"]
    assert distinct_endings([Path(path).parts for path in paths]) == [
        "x/story.txt",
        "a/y/story.txt",
        "b/y/story.txt",
        "other.txt",
    ]


def test_only_titles_that_look_alike_have_a_name_before_them(tmp_path: Path) -> None:
    words = ["“A lock” leaks!", '"A Lock" leaks', "Another lock", LONG + "leaks", LONG + "holds"]
    for number, title in enumerate(words):
        (tmp_path / f"{number}.md").write_text(f"# {title}\n\nIt rains.", encoding="utf-8")
    corpus_files = [load(tmp_path / f"{number}.md") for number in range(len(words))]
    titles = DisplayTitles()
    titles.take(corpus_files)
    assert [titles.of(corpus_file) for corpus_file in corpus_files] == [
        "0.md · “A lock” leaks!",
        '1.md · "A Lock" leaks',
        "Another lock",
        f"3.md · {LONG}leaks",
        f"4.md · {LONG}holds",
    ]
