"""What front matter says of an article, besides its title."""

from tui.text.parsing.front_matter import fields


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
