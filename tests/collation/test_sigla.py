"""Sources are cited by letters, in the order in which they are given."""

from tui.collation.sources.sigla import sigla, siglum


def test_after_z_come_two_letters() -> None:
    assert [siglum(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip


def test_each_source_has_its_own_letter_in_order() -> None:
    assert sigla(["courant", "bode"]) == {"courant": "A", "bode": "B"}
    assert len({siglum(n) for n in range(2_000)}) == 2_000
