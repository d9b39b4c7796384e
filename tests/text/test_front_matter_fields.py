"""What front matter says of an article, besides its title."""

from tui.text.parsing.front_matter import fields, without_front_matter


def test_each_line_is_a_field_by_its_name_in_small_letters() -> None:
    text = (
        '---\nTitle: Fire at sea\nSource: "De Bode"\ndate-published: 2026-03-02\n---\n\nText: no.'
    )
    assert fields(text) == {
        "title": "Fire at sea",
        "source": "De Bode",
        "date_published": "2026-03-02",
    }


def test_toml_counts_too_and_so_do_foreign_line_ends() -> None:
    assert fields('\ufeff+++\r\ndate = "2026-03-02"\r\n+++\r\nText.') == {"date": "2026-03-02"}


def test_nested_values_and_lists_are_left_out() -> None:
    text = "---\nsource:\n  name: De Bode\ntags:\n- sea\n- fire\nsite: bode.example\n---\nText."
    assert fields(text) == {"site": "bode.example"}


def test_a_text_without_front_matter_has_none() -> None:
    assert fields("Source: De Bode\n\nA fire broke out.") == {}
    assert fields("---\nA fire broke out, and nobody knew why\n---\n") == {}
    assert fields("---\nsource: De Bode\n") == {}


def test_what_would_command_a_terminal_is_cleaned_away() -> None:
    (value,) = fields("---\nsource: De \x1b[31mBode\x07\n---\nText.").values()
    assert value.isprintable()
    assert value.startswith("De ")
    assert len(fields(f"---\nsource: {'x' * 5_000}\n---\nText.")["source"]) <= 200


def test_quotes_and_what_stands_for_characters_in_them_are_read() -> None:
    text = """---
title: "He said: \\"never\\" \\u00e9"
author: 'Zoë O''Neil'
site: "a \\ b"
escape: "\\u001b[31mred"
---
Text."""
    said = fields(text)
    assert said["title"] == 'He said: "never" é'
    assert said["author"] == "Zoë O'Neil"
    assert said["site"] == "a \\ b"  # no valid escape: as it stands
    assert said["escape"] == "[31mred"
    assert without_front_matter(text)[1] == 'He said: "never" é'


def test_a_long_address_is_kept_whole() -> None:
    address = f"https://bode.example/{'a' * 1_500}"
    assert fields(f'---\nurl: "{address}"\n---\nText.') == {"url": address}
    assert len(fields(f"---\nurl: {address}{address}\n---\nText.")["url"]) <= 2_000
