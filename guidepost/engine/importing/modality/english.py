"""How English guidelines say what is allowed and what is not."""

from __future__ import annotations

import re

from guidepost.engine.importing.modality.norm import Grammar, cue
from guidepost.rules.syntax import Modality

_PERSON = (
    r"(?:you|we|they|employees?|staff|(?:team |staff )?members?|colleagues?|authors?|everyone|everybody|anyone|anybody|managers?"
    r"|contractors?|users?|moderators?|partners?|teams?|interns?|trainees?|workers?|personnel|executives?)"
)
_PUBLISHED = (
    r"(?:shared|published|posted|used|quoted|mentioned|shown|named|written|sent|disclosed|linked"
    r"|reposted|copied|uploaded|discussed"
    r"|reproduced|forwarded|released|deleted|edited|added|included|taken|made|given|expressed|tagged|identified)"
)
_ADVERB = r"(?:\s+(?:also|always|still|then|therefore|however|generally|freely|gladly|certainly|of course|both|all))?"
# A clause begins with the sentence, behind a strong stop, or behind a case (“If you are unsure, ask”) and a comma.
_START = (
    r"(?:^[\s\W_]*(?:(?:and|but|so|also|then|instead|therefore|however|rather|above all"
    r"|most importantly|as a rule|in particular)\b,?\s+)*"
    r"|[:;–—]\s+(?:(?:and|but|so|instead|rather|then)\s+)?"
    r"|^(?:if|when|whenever|before|after|once|where|in case|unless|as|in|on|at|for|with|instead|while"
    r"|until|whether|should)\b[^;:]{2,160}?,\s+(?:then\s+)?)"
    r"(?:please\s+|kindly\s+)?"
)
_AGAIN = r"(?:,|\band\b|\bbut\b|\bor\b)\s+(?:(?:and|but|also|please|instead|then)\s+)*"
_VERBS = (
    r"accept|acknowledge|act|go|avoid|call|direct|pass|refer|redirect|send|add|address|admit"
    r"|apologi[sz]e|apply|ask|assume|attribute|be|become|behave|bring|build|challenge|check|choose"
    r"|cite|clarify|comply|connect|contact|contribute|correct|credit|delete|demonstrate|disclose"
    r"|discuss|encourage|engage|ensure|express"
    r"|find|flag|focus|follow|forward|get|give|handle|have|help|hide|honou?r|identify|inform|include"
    r"|join|keep|label|lead|learn|leave|let|limit|link"
    r"|listen|live|look|maintain|make|mark|mention|mind|monitor|name|note|obey|obtain|offer|own"
    r"|participate|pause|post|praise|present|protect|provide"
    r"|publish|put|quote|raise|read|rely|remain|remember|remove|reply|report|represent|request|reread"
    r"|resolve|respect|respond|review|safeguard"
    r"|say|secure|seek|select|separate|set|share|show|speak|stand|state|stay|stick|stop|submit"
    r"|support|take|talk|tell|test|thank|think"
    r"|treat|trust|turn|understand|update|use|value|verify|wait|watch|work|write"
)
_IMPERATIVE = rf"(?:{_VERBS})(?=\s)(?!\s+(?:of|is|are|was|were|has|by|can|may|must|should|will|whose)\b)"

_MAY, _SHOULD, _MUST, _MUST_NOT = Modality.MAY, Modality.SHOULD, Modality.MUST, Modality.MUST_NOT

_CUES = (
    # What is not needed may be left.
    cue(r"\bneed(?:s)? not\b|\bneedn['’]t\b|\b(?:do|does) not (?:have|need) to\b|\b(?:do|does)n['’]t (?:have|need) to\b", _MAY),
    cue(
        r"\b(?:is|are)(?: not|n['’]t) (?:required|obliged|obligated|necessary|mandatory|compulsory" r"|forbidden|prohibited)\b",
        _MAY,
    ),
    cue(r"\b(?:there is )?no need to\b|\b(?:is|are) optional\b", _MAY),
    cue(r"\b(?:do not|don['’]t|never) hesitate to\b|\bfeel free to\b|\bdon['’]t be afraid to\b|\bdo not be afraid to\b", _MAY),
    cue(rf"(?:{_START}(?:do not|don['’]t|never)|\b(?:must|should) not) forget\b", _MUST),
    # Prohibitions.
    cue(
        r"\b(?:nobody|no one|no (?:employee|member|author|colleague|person|manager)s?(?: of [\w ]{1,30})?"
        r"|neither)\b[^,;:]{0,60}?\b(?:may|must|shall|can|is allowed|are allowed)\b",
        _MUST_NOT,
    ),
    cue(
        r"\b(?:nobody|no one|no (?:employee|member|author|colleague|person|manager)s?)\b[^,;:]{0,60}?\bshould\b",
        _SHOULD,
        forbids=True,
    ),
    cue(
        r"\b(?:under no circumstances|in no (?:case|event)|at no time)\b(?:[^,;:]{0,40}?\b(?:may|must"
        r"|should|shall|can|are|is)\b)?",
        _MUST_NOT,
    ),
    cue(r"\b(?:must|shall)(?: also| therefore| in turn)? ?(?:not|never)\b|\bmustn['’]t\b|\bshan['’]t\b", _MUST_NOT),
    cue(r"\bshould(?: also| therefore)? (?:not|never)\b|\bshouldn['’]t\b|\bought (?:not|never)\b", _SHOULD, forbids=True),
    cue(
        rf"\b{_PERSON}(?:\s+\w+){{0,3}}?\s+(?P<cue>(?:may|can) ?(?:not|never)|can['’]t)\b(?! (?:be held"
        rf"|always|guarantee|know|change|undo|control|see|expect))",
        _MUST_NOT,
    ),
    cue(rf"\bmay ?(?:not|never) (?:also )?be \w+(?:ed|en)\b|\bcan ?(?:not|never) (?:also )?be {_PUBLISHED}\b", _MUST_NOT),
    cue(r"\bneither should\b", _SHOULD, forbids=True),
    cue(r"\b(?:encouraged|advised|asked|expected|requested|urged|supposed) not to\b", _SHOULD, forbids=True),
    cue(
        r"\b(?:is|are) not to (?:be )?\w+\b|\b(?:is|are) restricted from\b|\b(?:is|are) (?:illegal|unlawful|not the place)\b",
        _MUST_NOT,
    ),
    cue(r"\b(?:has|have) no place\b|\b(?:do|does)(?: not|n['’]t) belong\b", _MUST_NOT),
    cue(r"\b(?:is|are|remains?|stays?) (?:strictly |always )?(?:confidential|secret|inside)\b", _MUST_NOT),
    cue(r"\bplease\s+(?:always\s+)?(?P<cue>do not|don['’]t|never|avoid|refrain from)\b", _MUST_NOT),
    cue(
        r"\b(?:is|are|be|remains?) (?:strictly |expressly |absolutely |generally )?(?:prohibited"
        r"|forbidden|banned|unacceptable|off[- ]limits|inadmissible|taboo|not (?:allowed|permitted"
        r"|acceptable|tolerated|appropriate|ok|okay))\b(?: from)?",
        _MUST_NOT,
    ),
    cue(
        r"\b(?:is|are)n['’]t (?:allowed|permitted|acceptable|tolerated)\b|\bno\b[^,;:]{1,60}?\b(?:is"
        r"|are) (?:allowed|permitted|tolerated)\b|\b(?:will not|won['’]t) be tolerated\b",
        _MUST_NOT,
    ),
    cue(
        r"\b(?:do|does)(?: not|n['’]t) (?:allow|permit|tolerate|accept)\b|\bzero tolerance\b"
        r"|\b(?:prohibits?|forbids?)\b|\bwill not (?:tolerate|accept)\b",
        _MUST_NOT,
    ),
    cue(
        rf"{_START}(?P<cue>do not|don['’]t|never|avoid|refrain from|abstain from|stay away from"
        rf"|steer clear of|stop)\b(?! mind\b)",
        _MUST_NOT,
    ),
    # Duties.
    cue(r"\b(?:have|has) to\b(?! do with)|\b(?:need|needs) to\b|\bmust\b(?!-)(?! expect\b)", _MUST),
    cue(
        r"\b(?:is|are) (?:legally |strictly |always |also )?(?:required|obliged|obligated|bound|mandatory"
        r"|obligatory|compulsory|under an obligation|duty[- ]bound)\b(?: to)?",
        _MUST,
    ),
    cue(
        r"\b(?:requires?|needs?) (?:(?:the|your|their|our|prior|written|explicit|express"
        r"|formal)\s+){0,3}(?:approval|consent|permission|authori[sz]ation|clearance|sign-off)\b"
        r"|\bshall\b",
        _MUST,
    ),
    # Recommendations.
    cue(r"\b(?:is|are) (?:expected|advised|encouraged|urged|asked|requested|supposed) to\b|\bought to\b|\bhad better\b", _SHOULD),
    cue(
        r"\bwe (?:\w+ )?(?:recommend|advise|suggest|encourage|urge|ask|expect)\b|\bit(?: is"
        r"|['’]s) (?:advisable|recommended|best|important|essential|wise|good practice|a good idea)\b",
        _SHOULD,
    ),
    cue(rf"{_START}(?P<cue>try to|try not to|consider|aim to|strive to|ideally)\b", _SHOULD),
    cue(r"(?<!\w)(?<!^)\bshould\b(?! (?:help|serve|give you|you have|you need|you be))", _SHOULD),
    # Permissions.
    cue(
        r"(?:\b(?:is|are)|\bit['’]s) (?:\w+ )?(?:allowed|permitted|welcome|free|entitled|invited|fine"
        r"|okay|ok|acceptable)\b(?: to)?|\b(?:have|has) (?:the|a) right to\b",
        _MAY,
    ),
    cue(
        rf"(?<!so that )(?<!some )(?<!that )\b{_PERSON}(?:\s+(?!not\b)\w+){{0,3}}?\s+(?P<cue>may"
        rf"|can){_ADVERB}\b(?!\s+(?:also |always |then )?(?:be(?! (?:open|creative|critical|proud))|find"
        rf"|reach|see|read|rely|lose|face|become|feel|imagine|expect|help|happen|have|encounter"
        rf"|come across|want|wish|learn|contact|turn to|get|result|lead|cause|assume)\b)",
        _MAY,
    ),
    cue(
        rf"(?P<cue>\b(?:may|can)) (?:also |then |only |freely "
        rf"|always )*be (?:\w+ly )?{_PUBLISHED}\b(?! (?:by (?:journalists|anyone|everyone|search)))",
        _MAY,
    ),
    cue(r"\bonly\b[^,;:]{1,80}?\b(?P<cue>may|can)\b", _MAY),
    cue(rf"\bmay only\b|\bcan only be {_PUBLISHED}\b", _MAY),
    # Imperatives.
    cue(rf"\bplease\s+(?P<cue>{_IMPERATIVE})", _MUST, imperative=True),
    cue(rf"{_START}(?P<cue>(?:always|{_IMPERATIVE}))\b", _MUST, imperative=True),
    cue(
        r"^[\W_]*(?P<cue>no)\s+(?!one\b|matter\b|doubt\b|longer\b)(?:(?!\b(?:is|are|was|has|have|can|will"
        r"|may|must|should)\b)[^.,;]){3,70}\.?$",
        _MUST_NOT,
    ),
)

_REPEATED = (
    cue(rf"{_AGAIN}(?P<cue>do not|don['’]t|never|avoid|refrain from)\b", _MUST_NOT),
    cue(
        rf"(?:,|\band\b|\bbut\b)\s+(?:(?:and|but|also|please|instead|then)\s+)*(?P<cue>always|{_IMPERATIVE})\b",
        _MUST,
        imperative=True,
    ),
)

ENGLISH = Grammar(
    cues=_CUES,
    repeated=_REPEATED,
    hidden=re.compile(r"\bnot (?:only|just|merely|simply)\b|\bmust[- ]haves?\b|\bin order to avoid\b", re.IGNORECASE),
    example=re.compile(r"^[\W_]*(?:for example|for instance|e\.\s?g\.|examples?\b\s*[:.]|an example|such as)", re.IGNORECASE),
    joint=re.compile(r"[,;:–—]|\b(?:and|but|or|because|which|while)\b", re.IGNORECASE),
    limit=re.compile(r"\b(?:unless|except|without|only (?:if|when|with|after|where|once)|other than|until)\b", re.IGNORECASE),
    only=re.compile(r"\bonly\b|\bsolely\b|\bexclusively\b", re.IGNORECASE),
    reverses=re.compile(r"\s+(?:always |also |all |please )*(?:avoid|refrain|abstain|never|not to)\b", re.IGNORECASE),
    softens=re.compile(r"\b(?:ideally|if possible|where possible|preferably|whenever you can)\b", re.IGNORECASE),
    welcomes=re.compile(r"\b(?:feel free|if you like|if you wish|gladly)\b", re.IGNORECASE),
)
