"""What must be found, exactly where it stands. Every number is a published example or made up; none belongs to anybody.

In the tables `«…»` marks what is to be found. Keys of services are put together here so that no scanner takes this file for a leak.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from guidepost.classifiers.pii.finder import PiiFinder

CONTACT = [
    ("de", "EMAIL", "Schreib an «anna.beispiel@example.org», bitte."),
    ("en", "EMAIL", "Mail me: «j.o'neil+work@mail.example.co.uk»!"),
    ("de", "EMAIL", "Erreichbar unter «anna [at] example [punkt] org»."),
    ("de", "EMAIL", "Schreib an «anna [ät] example.org»"),
    ("en", "EMAIL", "Ask «jane.doe(at)example.com» for access"),
    ("de", "EMAIL", "Kontakt: «jürgen@müller-beispiel.de»"),
    ("de", "PHONE", "Tel. «030 23125001» oder später"),
    ("de", "PHONE", "Mein Handy: «0171/1234567»."),
    ("de", "PHONE", "Ruf mich an: «+49 (0)30 23125-002»"),
    ("de", "PHONE", "Durchwahl «089 123456-78», danke"),
    ("de", "PHONE", "Unter «+41 44 668 18 00» sind wir da."),
    ("de", "PHONE", "Sekretariat: «044 668 18 00»"),
    ("de", "PHONE", "Wien: «+43 1 58058-0»."),
    ("de", "PHONE", "Büro «+49 (0)89 12345678»"),
    ("de", "PHONE", "oder «089/1234567»"),
    ("de", "PHONE", "ganz alt: «0 89 / 1 23 45 67»"),
    ("de", "PHONE", "Zentrale «(0 89) 1 23 45-67»"),
    ("de", "PHONE", "aus Word: «+49\u00a030\u202f23125\u2011002»"),
    ("de", "PHONE", "Rufnummer: «030 23125001»"),
    ("de", "PHONE", "Graz, «0316 872-0», werktags"),
    ("de", "PHONE", "Ohne Lücken: «01711234567»"),
    ("en", "PHONE", "Call «(212) 555-0123» tonight"),
    ("en", "PHONE", "my number is «212-555-0123 x42»"),
    ("en", "PHONE", "London office «020 7946 0018»."),
    ("en", "PHONE", "text me on «07700 900123»"),
    ("en", "PHONE", "From abroad: «0044 20 7946 0018»"),
    ("en", "PHONE", "phone: «467 3395»"),
    ("en", "PHONE", "Mobile: «03.93.92.16.85»"),
    ("en", "PHONE", "or «+44 7700 677 662» at night"),
]
MONEY = [
    ("de", "IBAN", "Überweise auf «DE89 3704 0044 0532 0130 00» bis Freitag"),
    ("de", "IBAN", "«AT611904300234573201», Empfänger wie bekannt"),
    ("de", "IBAN", "Konto «CH93 0076 2011 6238 5295 7»."),
    ("de", "IBAN", "aus Word: «DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000»"),
    ("en", "IBAN", "IBAN «GB82 WEST 1234 5698 7654 32» OK?"),
    ("en", "IBAN", "send it to «fr1420041010050500013m02606» please"),
    ("en", "IBAN", "«NL91-ABNA-0417-1643-00»"),
    ("de", "CREDIT_CARD", "Karte «4111 1111 1111 1111», gültig bis 12/27"),
    ("en", "CREDIT_CARD", "pay with «5555-5555-5555-4444»"),
    ("en", "CREDIT_CARD", "«378282246310005» is my Amex"),
    ("en", "CREDIT_CARD", "«3782 822463 10005»"),
    ("en", "CREDIT_CARD", "Number «6011111111111117»."),
    ("en", "CREDIT_CARD", "my card number is «180051662803027»"),
    ("en", "CREDIT_CARD", "the limit for card «501864667909»?"),
    ("en", "CREDIT_CARD", "the Diners card «30569309025904» expired"),
]
NUMBERS_OF_PERSONS = [
    ("de", "DE_TAX_ID", "Meine Steuer-ID ist «86095742719»."),
    ("de", "DE_TAX_ID", "IdNr «47 036 892 816»"),
    ("de", "DE_TAX_ID", "IdNr. «86/095/742/719»"),
    ("de", "DE_TAX_NUMBER", "Steuernummer «93815/08152»"),
    ("de", "DE_TAX_NUMBER", "St.-Nr. «181/815/08155», Finanzamt Köln"),
    ("de", "DE_TAX_NUMBER", "Steuernr.: «2893081508152»"),
    ("en", "DE_TAX_ID", "German tax id «65929970489», as asked"),
    ("de", "DE_SOCIAL_SECURITY", "Rentenversicherung: «15070649C103»"),
    ("de", "DE_SOCIAL_SECURITY", "SV-Nummer «15 070649 C 103»"),
    ("de", "DE_SOCIAL_SECURITY", "RV-Nummer «15-070649-C-103»"),
    ("de", "DE_HEALTH_INSURANCE", "Versichertennummer «A000500015» der Kasse"),
    ("de", "DE_ID_CARD", "Personalausweis «L01X00T47»"),
    ("de", "DE_ID_CARD", "mein perso: «l01x00t47»"),
    ("de", "DE_ID_CARD", "Personalausweisnummer «L01X00T471D»"),
    ("de", "DE_ID_CARD", "Ausweis von früher: «1220001297»"),
    ("de", "DE_ID_CARD", "alter Ausweis Nr. «T22000129»"),
    ("de", "DE_PASSPORT", "Reisepass «C01X00T47» liegt bei"),
    ("en", "DE_PASSPORT", "my passport number is «C01X00T478»"),
    ("de", "DE_DRIVING_LICENCE", "Führerschein: «B072RRE2I55»"),
    ("en", "DE_DRIVING_LICENCE", "German driver's license «B072RRE2I55»"),
    ("de", "CH_AHV", "AHV-Nummer «756.9217.0769.85»"),
    ("en", "CH_AHV", "the number «7569217076985» again"),
    ("de", "CH_PASSPORT", "Schweizer Pass «X1234567»"),
    ("de", "AT_SVNR", "«1237 010180» steht auf der Karte"),
    ("de", "AT_SVNR", "Sozialversicherungsnummer «1237010180»"),
    ("de", "AT_SVNR", "SVNR: «1237/010180»"),
    ("de", "AT_PASSPORT", "österreichischer Reisepass «U 1234567»"),
    ("en", "UK_NHS", "NHS number «943 476 5919»"),
    ("en", "UK_NINO", "NI «AB 12 34 56 C» on file"),
    ("en", "UK_NINO", "my national insurance number is «ab123456c»"),
    ("de", "UK_NINO", "NINO «AB123456C» aus London"),
    ("en", "UK_DRIVING_LICENCE", "«MORGA657054SM9IJ» is on the form"),
    ("en", "UK_DRIVING_LICENCE", "licence «FOX99 612315 J99AB»"),
    ("en", "US_SSN", "SSN: «536-90-4399»"),
    ("de", "US_SSN", "Social Security Number «536 90 4399»"),
    ("en", "US_DRIVING_LICENCE", "my driver's license number is «F162823540116»"),
    ("en", "US_DRIVING_LICENCE", "driver's license «2270-66-1551»"),
]
PLACES_AND_DATES = [
    ("de", "ADDRESS", "Ich wohne in der «Musterstraße 12a, 10115 Berlin»."),
    ("de", "ADDRESS", "Praxis: «Karl-Marx-Allee 90 A»"),
    ("de", "ADDRESS", "«Friedrich-Ebert-Straße 12, 14467 Potsdam»"),
    ("de", "ADDRESS", "in der «Goethestr.12»"),
    ("de", "ADDRESS", "ich wohne in der «goethestraße 12»"),
    ("de", "ADDRESS", "«Postfach 12 34, 80331 München»"),
    ("de", "ADDRESS", "Treffen: «Berliner Str. 5»"),
    ("de", "ADDRESS", "Lieferung an «Am Alten Markt 3, 50667 Köln», Hinterhof"),
    ("de", "ADDRESS", "Post an «Straße des 17. Juni 135», bitte"),
    ("de", "ADDRESS", "Büro: «Bahnhofstrasse 1, 8001 Zürich»"),
    ("de", "ADDRESS", "Wohnung «Mariahilfer Straße 88/2/14, 1070 Wien»"),
    ("de", "ADDRESS", "Sie zog nach «A-5020 Salzburg»"),
    ("de", "ADDRESS", "Hotel am «Opernring 4, 1010 Wien», sehr schön"),
    ("de", "ADDRESS", "Meine Adresse: «Petersgraben 35»"),
    ("de", "ADDRESS", "irgendwo in «10115 Berlin»"),
    ("de", "ADDRESS", "PLZ und Wohnort: «73728 Esslingen am Neckar»"),
    ("de", "ADDRESS", "à Genève, «Rue du Rhône 12»"),
    ("en", "ADDRESS", "She lives at «221B Baker Street, London NW1 6XE»."),
    ("en", "ADDRESS", "Send it to «742 Evergreen Terrace, Springfield, IL 62704»"),
    ("en", "ADDRESS", "Moved to «Springfield, IL 62704» last year"),
    ("en", "ADDRESS", "office: «12 North Main St.»"),
    ("en", "ADDRESS", "«350 5th Ave, New York, NY 10118»"),
    ("en", "ADDRESS", "the «1600 Pennsylvania Avenue NW, Washington, DC 20500»"),
    ("en", "ADDRESS", "lives at «3482 Via Franscini 71 Suite 838» now"),
    ("en", "ADDRESS", "write to «P.O. Box 123, Springfield, IL 62704»"),
    ("en", "ADDRESS", "sent to «PSC 7951, Box 9972, APO AA 69974»"),
    ("en", "ADDRESS", "my zip code is «35350»"),
    ("en", "ADDRESS", "My postcode is «SW1A 1AA»"),
    ("de", "DATE_OF_BIRTH", "geb. am «01.02.1990» in Ulm"),
    ("de", "DATE_OF_BIRTH", "Max, geb «1.2.1990»"),
    ("de", "DATE_OF_BIRTH", "Geburtsdatum: «3. März 1985»"),
    ("de", "DATE_OF_BIRTH", "Ich bin am «24.12.78» geboren."),
    ("en", "DATE_OF_BIRTH", "date of birth «1990-02-01»"),
    ("en", "DATE_OF_BIRTH", "I was born on «March 3rd, 1985»."),
    ("en", "DATE_OF_BIRTH", "DOB: «2/13/1985»"),
]
SECRETS = [
    ("de", "PASSWORD", "Das Passwort lautet «Sommer2024!» für alle"),
    ("en", "PASSWORD", "password: «hunter2»"),
    ("en", "PASSWORD", "DB_PASSWORD=«s3cr3t-v4lue»"),
    ("de", "PASSWORD", "WLAN-Kennwort: «blau#Hase7», gern teilen"),
    ("de", "PASSWORD", "PIN: «4711»"),
    ("de", "PASSWORD", "PW: «Geheim123!»"),
    ("de", "PASSWORD", "Zugangsdaten: admin / «Geheim123»"),
    ("de", "PASSWORD", "WLAN-Schlüssel: «9876-abcd-5432»"),
    ("en", "PASSWORD", "passcode: «4711-22»"),
    ("en", "ACCESS_TOKEN", "bot «123456789:" + "AA" + "hdq-T_cFEbsP9y8dD3fKx1LmNoPqRsT00" + "»"),
    ("en", "ACCESS_TOKEN", "vault «hvs" + "." + "CAESIJ1a2b3c4d5e6f7g8h9i" + "»"),
    ("en", "ACCESS_TOKEN", "key «AKIA" + "IOSFODNN7EXAMPLE» leaked"),
    ("en", "ACCESS_TOKEN", "use «ghp" + "_" + "a1B2c3D4e5" * 4 + "» here"),
    ("en", "ACCESS_TOKEN", "«xox" + "b-123456789012-abcdefABCDEF»"),
    ("en", "ACCESS_TOKEN", "STRIPE «sk_" + "live_" + "4eC39HqLyjWDarjtT1zdp7dc»"),
    ("en", "ACCESS_TOKEN", "OPENAI «sk-" + "proj-" + "abc123DEF456ghi789JKL012»"),
    ("en", "ACCESS_TOKEN", "api_key = '«9f8e7d6c5b4a39281706»'"),
    ("en", "ACCESS_TOKEN", "Authorization: Bearer «abcDEF123456ghiJKL7890mno»"),
    ("en", "ACCESS_TOKEN", "«eyJ" + "hbGciOiJIUzI1NiJ9.eyJ" + "zdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N»"),
    ("de", "ACCESS_TOKEN", "«postgres://anna:geheim1@db.example.org/kunden»".replace("/kunden»", "»/kunden")),
    ("en", "PRIVATE_KEY", "«-----BEGIN RSA PRIVATE " + "KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE " + "KEY-----»\nthanks"),
    ("en", "PRIVATE_KEY", "cut off: «-----BEGIN PRIVATE " + "KEY-----» and so on…"),
]
MACHINES = [
    ("de", "IP_ADDRESS", "Der Server «192.168.178.21» antwortet nicht"),
    ("en", "IP_ADDRESS", "ping «9.8.7.6» works"),
    ("en", "IP_ADDRESS", "«10.20.30.0/24» is ours"),
    ("en", "IP_ADDRESS", "from «2001:4860:85a3::8a2e:370:7334», twice"),
    ("en", "IP_ADDRESS", "«6e40:4041:c617:e898:c11:40d2:c669:2eb4»"),
]
FOUND = CONTACT + MONEY + NUMBERS_OF_PERSONS + PLACES_AND_DATES + SECRETS + MACHINES


@pytest.mark.parametrize(("language", "entity", "marked"), FOUND, ids=[f"{entity}: {marked[:50]}" for _, entity, marked in FOUND])
def test_is_found_exactly_where_it_stands_and_once(finder: PiiFinder, language: str, entity: str, marked: str) -> None:
    start, end = marked.index("«"), marked.index("»") - 1
    text = marked.replace("«", "").replace("»", "")

    found = [(text[span.start : span.end], span.label) for span in finder.find(text, language)]

    assert found == [(text[start:end], entity)]


@pytest.mark.parametrize(("language", "entity", "marked"), FOUND, ids=[f"{entity}: {marked[:50]}" for _, entity, marked in FOUND])
def test_is_found_when_the_language_is_not_known(finder: PiiFinder, language: str, entity: str, marked: str) -> None:
    text = marked.replace("«", "").replace("»", "")

    assert finder.find(text, None) == finder.find(text, "fr")
    assert entity in {span.label for span in finder.find(text, None)}


def test_offsets_are_code_points(finder: PiiFinder) -> None:
    text = "🎉🎉 Ä – anna@example.org"

    (found,) = finder.find(text, "de")

    assert text[found.start : found.end] == "anna@example.org"


def test_finds_everything_in_one_post(finder: PiiFinder) -> None:
    text = (
        "Anna Beispiel, geb. 01.02.1990, Musterstraße 1, 10115 Berlin, anna@example.org, Tel. +49 30 23125000, "
        "IBAN DE89 3704 0044 0532 0130 00, Steuer-ID 86095742719, Passwort: Sommer2024!"
    )

    assert [span.label for span in finder.find(text, "de")] == [
        "DATE_OF_BIRTH",
        "ADDRESS",
        "EMAIL",
        "PHONE",
        "IBAN",
        "DE_TAX_ID",
        "PASSWORD",
    ]
