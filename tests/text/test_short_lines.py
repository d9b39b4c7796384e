"""Short lines in encodings of one byte are read right: by their letters, and by other files."""

import pytest

from tui.text.encodings.detection import decode
from tui.text.encodings.evidence import EncodingEvidence

WESTERN = ("cp1252", "iso8859-1", "iso8859-15")
LINES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "English": (
        WESTERN,
        ("naïve", "a café on the corner", "It cost £40.", "“No,” she said.", "the mayor’s résumé",
         "20 °C at noon – no rain", "§ 12 of the act", "Zoë’s fiancé paid 5 €"),
    ),
    "French": (
        WESTERN,
        ("n° 4", "café 5 €", "déjà vu", "À bientôt", "où est l’hôtel ?", "« Non », dit-il.",
         "Noël à Orléans", "une sœur", "ça suffit", "Il a coûté 3 000 €."),
    ),
    "German": (
        WESTERN,
        ("schön", "Straße gesperrt", "Größe: 40 m²", "Er sagte: „Nein.“", "Äpfel", "12 °C in Köln"),
    ),
    "Spanish": (
        WESTERN,
        ("¿Qué?", "mañana", "¡Adiós!", "3.ª edición", "nº 12",
         "año 2004", "Según él, no habrá más."),
    ),
    "Portuguese": (WESTERN, ("não", "nº 3", "avó e avô", "pão e maçã", "Amanhã às 9h")),
    "Italian": (
        WESTERN,
        ("perché?", "La città è bella.", "più di 20 €", "n° 7, 2° piano", "È vero", "già detto",
         ),
    ),
    "Swedish": (WESTERN, ("Malmö", "Åke är här", "på väg hem", "Det gäller §4", "smörgås")),
    "Dutch": (WESTERN, ("een één", "reünie", "€ 12 per persoon", "ruïne", "België")),
    "Polish": (
        ("cp1250", "iso8859-2"),
        ("żółw", "Łódź", "Świąt nie będzie.", "część druga", "pięć osób rannych"),
    ),
    "Czech": (
        ("cp1250", "iso8859-2"),
        ("Děti šly domů.", "příští týden", "člověk", "Žádná škoda", "hasiči u požáru",
         "úterý večer"),
    ),
    "Hungarian": (
        ("cp1250", "iso8859-2"),
        ("őrült", "A tűz oltása", "Győr", "több mint ötven", "fűtő", "Szűcs úr", "jövő héten"),
    ),
    "Turkish": (
        ("cp1254", "iso8859-9"),
        ("İstanbul", "Ağrı’da kar", "şimdi", "Çocuk öldü mü?", "üç kişi yaralandı", "değil"),
    ),
    "Russian": (
        ("cp1251", "koi8-r", "iso8859-5"),
        ("да", "Кто это?", "№ 5", "улица Ленина, 12", "Привет!", "В городе тихо"),
    ),
    "Greek": (
        ("cp1253", "iso8859-7"),
        ("ναι", "Τι είναι αυτό;", "Αθήνα", "οδός 12", "καλημέρα σας", "ο δήμαρχος"),
    ),
}  # fmt: skip
RARE = {
    "mac-roman": ("Äpfel", "Perú", "Göteborg", "ça suffit", "Straße gesperrt", "La città è bella."),
    "cp850": ("Äpfel", "naïve", "ça suffit", "n° 4", "Straße gesperrt", "mañana"),
    "cp852": ("już", "Łódź", "Škody jsou velké."),
    "mac-latin2": ("źle", "Łódź", "člověk"),
    "iso8859-16": ("Brașov", "știri", "Câți oameni?"),
    "mac-cyrillic": ("№ 5", "Привет!", "Мост закрыт"),
    "cp866": ("№ 5", "Привет!"),
}
"""Lines that nothing but the other files tells from lines of commoner encodings."""
OTHERS = {
    "mac-roman": "Äpfel und Birnen, öde Straßen; più avanti, à côté de Göteborg: así es.",
    "cp850": "Äpfel und Birnen, öde Straßen; più avanti, ça va, à côté d’un año naïf. n° 3".replace(
        "’", "'"
    ),
    "cp852": "Łódź i Kraków, źródło już wyschło. Člověk z Plzně řekl: škody jsou velké.",
    "mac-latin2": "Łódź i Kraków, źródło już wyschło. Člověk z Plzně řekl: škody jsou velké.",
    "iso8859-16": "Știrile din Brașov: câți oameni au venit în oraș?",
    "mac-cyrillic": "Привет из города. № 7 закрыт до мая.",
    "cp866": "Привет из города. № 7 закрыт до мая.",
}


def evidence(text: str, encoding: str) -> EncodingEvidence:
    found = EncodingEvidence()
    found.add(text, encoding)
    return found


@pytest.mark.parametrize("language", LINES)
def test_a_short_line_is_read_by_its_letters_and_signs(language: str) -> None:
    encodings, lines = LINES[language]
    wrong = []
    for line in lines:
        for encoding in encodings:
            try:
                data = line.encode(encoding)
            except UnicodeEncodeError:  # no quotes of Windows, no €
                continue
            if decode(data).text != line:
                wrong.append((line, encoding, decode(data)))
    assert not wrong


@pytest.mark.parametrize("encoding", RARE)
def test_other_files_tell_of_rarer_encodings(encoding: str) -> None:
    heard = evidence(OTHERS[encoding], encoding)
    read = [decode(line.encode(encoding), evidence=lambda: heard).text for line in RARE[encoding]]
    assert read == list(RARE[encoding])


@pytest.mark.parametrize("encoding", ["cp1250", "iso8859-2", "cp1252", "cp1257", "cp1251"])
def test_other_files_in_unicode_tell_by_their_letters(encoding: str) -> None:
    lines = {
        "cp1250": ("Kdo to řekl? Včera v Plzni ěšč.", "včera"),
        "iso8859-2": ("Wczoraj w Gdańsku było zimno.", "Gdańsk"),
        "cp1252": ("Pranzo a Forlì, lunedì o martedì.", "lunedì"),
        "cp1257": ("Šiandien Klaipėdoje lijo, bet žmonės dirbo ąžuolyne.", "žmonės"),
        "cp1251": ("Мир сказал: да.", "мир"),
    }
    other, line = lines[encoding]
    heard = evidence(other, "utf-8")
    assert decode(line.encode(encoding), evidence=lambda: heard).text == line


@pytest.mark.parametrize("encoding", WESTERN)
def test_a_long_text_with_few_accents_is_read_by_them(encoding: str) -> None:
    english = "The ferry sailed again on Thursday, two days after the storm. " * 20
    for odd in ("The café reopened.", "Zoë paid.", "It was 20 °C at noon.", "It cost £40."):
        text = f"{english}{odd} {english}"
        assert decode(text.encode(encoding)).text == text
    italian = "La città è bella, più di lunedì; già così è vero che l'università aprirà perché sì. "
    assert decode((italian * 9).encode(encoding)).text == italian * 9


def test_a_line_in_which_nothing_is_detected_is_still_read() -> None:
    assert decode(b"\x8f").encoding
    assert decode("«Да»".encode("mac-cyrillic")).encoding
