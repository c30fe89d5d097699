"""What must not be taken for personal data: numbers of things, code, dates, and values whose check digit is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from guidepost.classifiers.pii.finder import PiiFinder

ORDINARY = [
    "Bestellnummer 4711-0815-2024 ist unterwegs.",
    "Your order 112-3456789-1234567 has shipped.",
    "Order no. 20240315123456 was refunded",
    "Rechnung Nr. 2024-000123 vom 15.03.2024 über 1.234.567,89 €",
    "Ticket #123456 und JIRA-10432 sind erledigt.",
    "INC0012345 is closed, see CHG0098765",
    "Tracking 00340434161094015902 bei DHL",
    "2024-03-15 10:22:31,123 INFO [main] c.e.App - started in 3.217 seconds (pid 12345)",
    "[1710498151.123456] kernel: eth0 link up 1000Mbps",
    "Mar 15 10:22:31 web01 nginx[4242]: 200 5316 0.004",
    "ERROR 0x80070005 at 0x00007ff6c0a81234",
    "for (int i = 0; i < 1000000; i++) { sum += a[i]; }",
    "std::vector<int>::iterator it = a::b::c(1, 2, 3);",
    "x = data[::2]; y = dead::beef; z = abc::def::add",
    ".btn { margin: 0 12px 1.5em; color: #ff00aa; z-index: 10000000; }",
    "@media (min-width: 1200px) { padding: 0 1.5rem }",
    "icon@2x.png und lodash@4.17.21 sind dabei",
    "git clone git@github.com:org/repo.git",
    "Version 10.0.19041.1 braucht Treiber 1.2.3.4",
    "Release v2.4.11.103, build 20240315.4",
    "Siehe Abschnitt 3.2.1.4 und Kapitel 12.1",
    "ISBN 978-3-16-148410-0 und ISBN 3-16-148410-X",
    "EAN 4006381333931 steht auf der Packung",
    "UUID 550e8400-e29b-41d4-a716-446655440000",
    "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
    "sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "deployed 3f5a9c1 to prod at 1710498151",
    "epoch 1710498151123 in milliseconds",
    "IMG_20240315_102231.jpg und report_2024-03-15_final(2).pdf",
    "MAC 00:1A:2B:3C:4D:5E",
    "Zeit: 10:22:31, Dauer 1:02:03",
    "Das Treffen ist am 15.03.2024 um 14:30 Uhr.",
    "Die Firma wurde am 01.04.1998 gegründet.",
    "The deadline is March 3rd, 2025.",
    "Vom 01.02.2024 bis 05.03.2024 im Urlaub; 01.02.2024-05.03.2024",
    "Das kostet 1.299,00 € statt 1.499,00 € – 13,35 % weniger.",
    "Prices rose 3.5% to $1,234,567.89 in 2024",
    "Raum 3.14 im 2. Stock, Saal 101, Room 12B",
    "Das Spiel endete 3:1 (2:0), Satz 6:4 7:5 6:3",
    "Platz 3 mit 12345 Punkten, Tabellenplatz 12 von 20",
    "§ 823 BGB und § 1004 Abs. 1 Satz 2 BGB",
    "Art. 17 DSGVO, Art. 6 Abs. 1 lit. f",
    "BGH, Urteil vom 12.03.2019 – VI ZR 123/18",
    "20000 Besucher und 12345 Zuschauer kamen, 10000 Mitarbeiter auch",
    "Im Jahr 2024 Wien besucht, seit 1998 Zürich treu",
    "During 1971, Mayo-Walters grew; Monitoring 24, Spring 2024, Engineering 3",
    "In 2024 Wall Street lost 5 percent",
    "Vorweg 5 Punkte, auf dem Parkplatz 12 Autos",
    "Der Faktor 3 und Motor 2 sind gleich, Monitor 2 nicht",
    "DIN EN ISO 9001:2015 und RFC 8785",
    "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
    "3,141592653589793 und 2.718281828459045",
    "Passwort vergessen? Klicke hier: https://example.org/reset",
    "password: required, token: string",
    "password = os.environ['DB_PASSWORD']",
    "Das Passwort ist abgelaufen. Das Passwort: mindestens zwölf Zeichen.",
    "password: ******** (hidden)",
    "Passwort: 8-12 Zeichen",
    "api_key: str | None = None",
    "Reisepass nicht vergessen! Der Personalausweis reicht.",
    "Happy birthday! Alles Gute zum Geburtstag!",
    "My IP is great: intellectual property matters.",
    "Ruf an, sobald du in 15 Minuten da bist, wir sind 12 Leute.",
    "Call for papers 2025: 300 submissions, 42 accepted",
    "See you @anna, @ben_42 and @c3po",
    "Kundennummer 12345678, Vertrag 987654321",
    "Lat 52.520008, Lon 13.404954",
]
NEAR_VALID = [
    "IBAN DE89 3704 0044 0532 0130 01",
    "IBAN DE89 3704 0044 0532 0130",
    "IBAN AT611904300234573202",
    "IBAN CH93 0076 2011 6238 5295 8",
    "IBAN XX89 3704 0044 0532 0130 00",
    "Karte 4111 1111 1111 1112",
    "Visa 4111111111111112",
    "Amex 378282246310006",
    "Karte 9999 9999 9999 9995",
    "AHV 756.9217.0769.84",
    "SVNR 1238 010180",
    "SVNR 1237 320180",
    "Steuer-ID 86095742718",
    "Steuer-ID 11111111111",
    "Rentenversicherung 15070649C104",
    "Versichertennummer A000500014",
    "Personalausweis L01X00T45",
    "Reisepass C01X00T42",
    "NHS 943 476 5918",
    "SSN 000-12-3456",
    "SSN 123-00-4567",
    "NINO GB 12 34 56 C",
    "IP 256.300.1.1",
    "geboren am 31.02.1990",
    "geboren am 45.13.1990",
    "anna@example.notatoplevel",
    "anna@@example.org",
]
WITHOUT_A_WORD_BESIDE_IT = [
    "943 476 5919 auf Lager",
    "536-90-4399",
    "A000500015",
    "L01X00T44",
    "C01X00T41",
    "B072RRE2I55",
    "180051662803027",
    "Petersgraben 35",
    "X1234567",
    "1237010180",
    "01.02.1990",
]


@pytest.mark.parametrize("language", ["de", "en", None])
@pytest.mark.parametrize("text", ORDINARY + NEAR_VALID)
def test_is_not_taken_for_personal_data(finder: PiiFinder, text: str, language: str | None) -> None:
    assert [(text[span.start : span.end], span.label) for span in finder.find(text, language)] == []


@pytest.mark.parametrize("text", WITHOUT_A_WORD_BESIDE_IT)
def test_needs_a_word_beside_it(finder: PiiFinder, text: str) -> None:
    assert [(text[span.start : span.end], span.label) for span in finder.find(text, "de")] == []
