"""Where a person lives, as written in Germany, Austria and Switzerland."""

from __future__ import annotations

from presidio_analyzer import Pattern

from guidepost.classifiers.pii.clue import Clue
from guidepost.classifiers.pii.recognisers.base import Recogniser

_CAPITAL = r"[A-ZÄÖÜ]"
_NUMBER = r"[1-9][0-9]{0,3}(?:[ ]?[a-hA-H](?![\w]))?(?:[ ]?[-–/][ ]?[0-9]{1,4}(?![0-9.])){0,2}"
"""A house number: 5, 5a, 5 a, 5-7, and the Austrian 5/2/14 for stair and door."""
_WORD_OF_TOWN = rf"{_CAPITAL}(?:[\w-]|\.(?=\w)){{1,30}}"
_TOWN = rf"(?:St\.[ ])?{_WORD_OF_TOWN}(?:[ ](?:am|an[ ]der|im|in|bei|ob|der|auf[ ]der)[ ]{_WORD_OF_TOWN})?"
_POSTCODE = r"(?:(?:D|DE|A|AT|CH|FL)-[ ]?)?[1-9][0-9]{3,4}|(?:D-|DE-)?0[0-9]{4}"
_POSTCODE_AND_TOWN = rf"(?:{_POSTCODE})[ ]{_TOWN}"
_STREET_ENDINGS = "straße|strasse|str|gasse|gässli|allee|weg|platz|ufer|damm|chaussee|promenade|quai|stieg|stiege|zeile"
_STREET_ENDINGS_OF_OTHER_WORDS = "ring|hof|berg|graben|markt|park|pfad|brücke|tor|wall|feld|rain|matte|halde|steig|kai"
"""Endings that other words share (*during*, *Bauernhof*): these need a postcode behind them or a word for address before."""
_NOT_A_STREET = (
    "(?:Straße|Strasse|Gasse|Allee|Weg|Platz|Ufer|Damm|Chaussee|Promenade|Quai|Stieg|Zeile)|"
    "(?:Vor|Hin|Um|Heim|Rück|Aus|Halb|Keines|Durch|Rund|Fuß|Rad|Schul|Mittel|Lösungs|Kurs)weg|"
    "(?:Park|Stell|Sitz|Steh|Tabellen|Arbeits|Start|Listen|Sende|Studien|Spiel|Lager|Speicher|Ausbildungs|Liege|Fenster|Gang|Warte|Welt|"
    "Medaillen|Podest|Camping|Sport|Fußball|Kita|Kindergarten|Stamm|Ehren|Schluss|Spitzen|Pracht|Zelt|Liege)platz"
)
"""Ways and places that are no address: *Parkplatz 12*, and the ending alone: *Platz 2*."""
_ANY_STREET = (
    "(?:(?:Die|Der|Das|Den|Dem|Eine[rnms]?|Jede[rnms]?|Im|In[ ]der)[ ](?:(?i:neu|alt|lang)e[rn]?[ ])?"
    "(?:Straße|Strasse|Weg|Platz|Allee|Ring|Markt))"
)
"""A street without a name: *die neue Straße 5 Kilometer weiter*, *im Weg 3 Steine*."""
_NUMBER_ENDS = r"(?![\w%€]|[.,:][0-9]|[ ](?:Uhr|Euro|Prozent|%|€|CHF|Punkte|Tage|Jahre|Minuten|Plätze))"
_TOWNS = (
    "Berlin|Hamburg|München|Köln|Frankfurt|Stuttgart|Düsseldorf|Leipzig|Dortmund|Essen|Bremen|Dresden|Hannover|Nürnberg|Duisburg|Bochum|"
    "Wuppertal|Bielefeld|Bonn|Münster|Mannheim|Karlsruhe|Augsburg|Wiesbaden|Mainz|Freiburg|Kiel|Lübeck|Erfurt|Rostock|Kassel|Potsdam|"
    "Saarbrücken|Heidelberg|Darmstadt|Regensburg|Ingolstadt|Würzburg|Ulm|Heilbronn|Göttingen|Trier|Jena|Koblenz|Konstanz|Schwerin|"
    "Magdeburg|Chemnitz|Halle|Aachen|Oldenburg|Osnabrück|Wien|Graz|Linz|Salzburg|Innsbruck|Klagenfurt|Villach|Wels|St\\.[ ]Pölten|"
    "Dornbirn|Bregenz|Eisenstadt|Zürich|Genf|Genève|Basel|Bern|Lausanne|Winterthur|Luzern|St\\.[ ]Gallen|Lugano|Biel|Thun|Chur|Zug|"
    "Fribourg|Schaffhausen|Neuchâtel|Sion|Aarau|Baden|Solothurn|Davos|Vaduz"
)
"""The largest towns and the capitals of the states: a postcode before one of these needs no other sign of an address."""


_WORDS_FOR_ADDRESS = (
    r"plz\b",
    r"postleitzahl",
    r"wohn(?:ort|haft|t|en|e)\b",
    r"adresse",
    r"anschrift",
    r"address",
    r"live",
    r"resid",
    r"zip\b",
    r"postcode",
)


class Street(Recogniser):
    """A street with a house number, and the postcode and town where they follow."""

    ENTITY = "ADDRESS"
    CLUE = Clue(digits=1)
    CONTEXT = _WORDS_FOR_ADDRESS
    AFTER = 0
    PATTERNS = (
        Pattern(
            "street in one word",
            rf"""
            (?={_CAPITAL}[\w-]{{3,50}}+(?:[ ]|\.[ ]?)[1-9])   # one word and a number
            (?<![\w@/-])
            (?!(?:{_NOT_A_STREET})[ .])
            {_CAPITAL}[\w-]{{1,50}}
            (?<=(?i:{_STREET_ENDINGS}))\.?
            [ ]?{_NUMBER}{_NUMBER_ENDS}
            (?:[ ]?[,\n][ ]?{_POSTCODE_AND_TOWN})?
            """,
            0.75,
        ),
        Pattern(
            "street in a word that may mean something else",
            rf"""
            (?={_CAPITAL}[\w-]{{3,50}}+[ ][1-9])
            (?<![\w@/-])
            {_CAPITAL}[\w-]{{1,50}}
            (?<=(?i:{_STREET_ENDINGS_OF_OTHER_WORDS}))
            [ ]{_NUMBER}[ ]?[,\n][ ]?{_POSTCODE_AND_TOWN}
            """,
            0.75,
        ),
        Pattern(
            "the same beside a word for address",
            rf"""
            (?={_CAPITAL}[\w-]{{3,50}}+[ ][1-9])
            (?<![\w@/-])
            {_CAPITAL}[\w-]{{1,50}}
            (?<=(?i:{_STREET_ENDINGS_OF_OTHER_WORDS}))
            [ ]{_NUMBER}{_NUMBER_ENDS}
            """,
            0.1,
        ),
        Pattern(
            "small letters beside a word for address",
            rf"""
            (?<![\w@/-])
            (?=[a-zäöüß-]{{4,50}}+(?:[ ]|\.[ ]?)[1-9])
            [a-zäöüß-]{{2,50}}
            (?<=straße|strasse|str|gasse|allee)\.?
            [ ]?{_NUMBER}{_NUMBER_ENDS}
            """,
            0.1,
        ),
        Pattern(
            "post-office box",
            rf"(?<![\w@/-])Postfach[ ][1-9][0-9]{{0,2}}(?:[ ]?[0-9]{{2}}){{0,2}}[ ]?[,\n][ ]?{_POSTCODE_AND_TOWN}",
            0.75,
        ),
        Pattern(
            "street in several words",
            rf"""
            (?={_CAPITAL})(?<![\w@/-])
            (?!{_ANY_STREET}[ ])
            (?:
              (?:{_CAPITAL}[\w.-]{{1,30}}(?:er|e|en|es|ische|n|s)|Am|An[ ]der|Im|In[ ]der|Alte[rn]?|Neue[rn]?)[ ]
              (?:(?:alten?|neuen?|langen?|Alten?|Neuen?|Langen?)[ ])?
              (?:Straße|Strasse|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer|Chaussee|Promenade|Kai|Graben|Markt|Landstraße|Landstrasse|Hauptstraße)
            | (?:Am|An[ ]der|An[ ]den|Auf[ ]der|Auf[ ]dem|In[ ]der|Im|Zum|Zur|Unter[ ]den|Hinter[ ]der|Vor[ ]dem)[ ]
              (?:(?:alten?|neuen?|Alten?|Neuen?)[ ])?
              {_CAPITAL}[\w-]{{2,30}}
              (?=[ ][1-9][0-9]{{0,3}}[a-h]?[ ]?[,\n][ ]?(?:{_POSTCODE})[ ]{_CAPITAL})   # only with a town: "Im Jahr 5"
            | (?:Straße|Strasse|Platz|Allee)[ ](?:der|des|am|zur|zum)[ ](?:[0-9]{{1,2}}\.[ ])?{_CAPITAL}[\w-]{{2,30}}
            )
            [ ]{_NUMBER}{_NUMBER_ENDS}
            (?:[ ]?[,\n][ ]?{_POSTCODE_AND_TOWN})?
            """,
            0.75,
        ),
        Pattern(
            "French and Italian Switzerland",
            rf"""
            (?<![\w@/-])
            (?:Rue|Avenue|Chemin|Route|Boulevard|Quai|Via|Viale|Piazza|Corso)[ ]
            (?:(?:de[ ]la|de|du|des|de[ ]l['’]|della|delle|dei|al|alla)[ ])?
            [A-ZÀ-Ý][\w'’-]{{1,30}}(?:[ -][A-ZÀ-Ý][\w'’-]{{1,30}}){{0,2}}
            [ ]{_NUMBER}(?![\w%€]|[.,:][0-9])
            (?:[ ]?[,\n][ ]?{_POSTCODE_AND_TOWN})?
            """,
            0.75,
        ),
    )


class PostcodeAndTown(Recogniser):
    """A postcode and a town: alone when the country stands before it or the town is large, else with a word for address beside it.

    Five digits and a capitalised noun are also *20000 Besucher*.
    """

    ENTITY = "ADDRESS"
    CLUE = Clue(digits=4)
    CONTEXT = _WORDS_FOR_ADDRESS
    AFTER = 0
    PATTERNS = (
        Pattern("country and postcode", rf"(?<![\w-])(?:D|A|CH|FL|DE|AT)-[0-9]{{4,5}}[ ]{_TOWN}", 0.75),
        Pattern("German town", rf"(?<![\w.,/-])[0-9]{{5}}[ ](?:{_TOWNS})(?![\w-])", 0.7),
        Pattern("Austrian or Swiss town", rf"(?<![\w.,/-])(?!(?:19|20)[0-9]{{2}})[1-9][0-9]{{3}}[ ](?:{_TOWNS})(?![\w-])", 0.6),
        Pattern("postcode beside a word", rf"(?<![\w.,/-])(?!(?:19|20)[0-9]{{2}}[ ])[0-9]{{4,5}}[ ]{_TOWN}", 0.1),
    )
