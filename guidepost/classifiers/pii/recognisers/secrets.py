"""What opens doors: private keys, access tokens and passwords."""

from __future__ import annotations

import re

from presidio_analyzer import Pattern

from guidepost.classifiers.pii.clue import Clue
from guidepost.classifiers.pii.recognisers.base import Recogniser

_START = r"(?<![\w-])"
_END = r"(?![\w-])"
_ASSIGNED = r"""["']?[ ]{0,3}(?:=|:|=>|:=)[ ]{0,3}["'`]?"""


class PrivateKey(Recogniser):
    """A private key in PEM form, up to its end line where that stands in the text (RFC 7468)."""

    ENTITY = "PRIVATE_KEY"
    CLUE = Clue(any_of=("private key",))
    PATTERNS = (
        Pattern(
            "PEM",
            r"""
            -----BEGIN[ ](?:[A-Z0-9]{1,12}[ ]){0,3}PRIVATE[ ]KEY(?:[ ]BLOCK)?-----
            (?:[A-Za-z0-9+/=\s:,.-]{1,4500}?-----END[ ](?:[A-Z0-9]{1,12}[ ]){0,3}PRIVATE[ ]KEY(?:[ ]BLOCK)?-----)?
            """,
            1.0,
        ),
    )


class AccessToken(Recogniser):
    """A key to a service, known by the mark its maker gives it, or by the name it is assigned to."""

    ENTITY = "ACCESS_TOKEN"
    CLUE = Clue(
        any_of=(
            "akia", "asia", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xox",
            "hooks.slack.com", "sk_", "rk_", "aiza",
            "sk-", "npm_", "pypi-", "hf_", "sg.", "eyj", "accountkey",
            "bearer", "://", "key", "secret", "token", "schlüssel",
            ":aa", "gocspx-", "dop_v1_", "shpat_", "atatt3", "hvs.", "glsa_", "nrak-",
        )
    )  # fmt: skip
    PATTERNS = (
        Pattern("AWS", rf"{_START}(?:AKIA|ASIA)[A-Z0-9]{{16}}{_END}", 0.95),
        Pattern("GitHub", rf"{_START}(?:gh[pousr]_[A-Za-z0-9]{{36,255}}|github_pat_[A-Za-z0-9_]{{50,255}}){_END}", 0.99),
        Pattern("GitLab", rf"{_START}glpat-[\w-]{{20,64}}{_END}", 0.99),
        Pattern("Slack", rf"{_START}xox[abeoprs]-[A-Za-z0-9-]{{10,200}}{_END}", 0.99),
        Pattern("Slack hook", r"https://hooks\.slack\.com/services/[A-Za-z0-9/]{20,100}", 0.99),
        Pattern("Stripe", rf"{_START}[sr]k_(?:live|test)_[A-Za-z0-9]{{16,200}}{_END}", 0.99),
        Pattern("Google", rf"{_START}AIza[\w-]{{35}}{_END}", 0.99),
        Pattern("OpenAI and Anthropic", rf"{_START}sk-(?:proj-|svcacct-|ant-)?(?=[\w-]{{0,200}}[0-9])[\w-]{{20,200}}{_END}", 0.9),
        Pattern(
            "npm, PyPI, Hugging Face",
            rf"{_START}(?:npm_[A-Za-z0-9]{{36}}|pypi-[\w-]{{50,400}}|hf_[A-Za-z0-9]{{30,64}}){_END}",
            0.99,
        ),
        Pattern("Telegram", rf"{_START}[0-9]{{8,10}}:AA[\w-]{{33}}{_END}", 0.95),
        Pattern(
            "Google sign-in, DigitalOcean, Shopify, Atlassian, Vault, Grafana, New Relic, age",
            rf"""
            {_START}
            (?:GOCSPX-[\w-]{{28}}|dop_v1_[a-f0-9]{{64}}|shpat_[a-fA-F0-9]{{32}}|ATATT3[\w=-]{{50,300}}|hvs\.[\w-]{{24,200}}
            |glsa_[A-Za-z0-9]{{32}}_[A-Fa-f0-9]{{8}}|NRAK-[A-Z0-9]{{27}}|AGE-SECRET-KEY-1[A-Z0-9]{{58}})
            {_END}
            """,
            0.99,
        ),
        Pattern("SendGrid", rf"{_START}SG\.[\w-]{{16,32}}\.[\w-]{{32,64}}{_END}", 0.99),
        Pattern("JSON web token", rf"{_START}eyJ[\w-]{{10,2000}}\.eyJ[\w-]{{4,2000}}\.[\w-]{{10,1000}}{_END}", 0.95),
        Pattern("Azure storage", r"(?:AccountKey|SharedAccessKey)=\K[A-Za-z0-9+/]{32,100}={0,2}", 0.95),
        Pattern("bearer", r"(?<![\w-])[Bb]earer[ ]\K(?=[\w.~+/-]{0,199}[0-9])[\w.~+/-]{20,2000}={0,2}", 0.8),
        Pattern(
            "credentials in an address",
            r"(?<![\w-])[a-z][a-z0-9+.-]{1,20}://[^\s:/@\[\]{}<>$]{1,64}:(?![*x]{3}|(?i:pass|password|passwort|passwd|pwd|secret)@)[^\s:/@\[\]{}<>$]{3,64}@[\w.-]{1,100}",
            0.9,
        ),
        Pattern(
            "assigned",
            rf"""
            (?i:(?<![^\W_])(?:api[_ -]?key|secret[_ -]?key|access[_ -]?key|private[_ -]?key|client[_ -]?secret
            |(?:access|auth|api|refresh)[_ -]?token
            |api[_ -]?schlüssel|secret|token))
            {_ASSIGNED}
            \K
            (?!(?i:your|my|example|dummy|test|insert|replace)[_-])
            (?=[\w.+/=-]{{0,80}}[0-9])(?=[\w.+/=-]{{0,80}}[A-Za-z])
            [\w+/-][\w.+/=-]{{14,200}}[\w=](?![\w(\[])
            """,
            0.7,
        ),
    )


class Password(Recogniser):
    """What stands after the word password and a colon, an equals sign, *is* or *lautet*; and a PIN of four to eight digits.

    The value must hold more than letters, so that `password: required` is none.
    """

    ENTITY = "PASSWORD"
    CLUE = Clue(any_of=("pass", "kennwort", "pw", "zugang", "anmelde", "credentials", "login", "wlan", "wifi", "pin"))
    PATTERNS = (
        Pattern(
            "password",
            rf"""
            (?i:(?<![^\W_])(?:[a-z]{{0,12}}-?passwor[dt]|[a-z]{{0,12}}kennwort|passwd|passphrase|passcode|pwd?|zugangscode
            |(?:wlan|wifi)[ -](?:schlüssel|key)|pass))
            (?i:{_ASSIGNED}|[ ](?:is|ist|lautet|ist[ ]jetzt|is[ ]now)[ ]?:?[ ]["'`„“]?)
            \K
            (?=[^\s"'`]{{0,63}}(?:[0-9]|[^\s\w"'`.,;:?!*…]))   # a digit or a sign that ends no sentence
            [^\s"'`<>(){{}}\[\]$*„“,;]{{4,64}}
            (?<![.,;:?])
            (?![\w(\[{{<])
            """,
            0.8,
        ),
        Pattern(
            "name and password",  # Zugangsdaten: admin / Geheim123
            r"""
            (?i:(?<![^\W_])(?:zugangsdaten|zugang|anmeldedaten|credentials|login(?:daten)?)):[ ]?
            [\w.@+-]{1,64}[ ]?[/|,][ ]?
            \K
            (?=[^\s/]{0,63}[0-9])(?=[^\s/]{0,63}[^\W\d_])
            [^\s"'`<>(){}\[\]$*„“,;/]{6,64}
            (?<![.,;:?])
            """,
            0.7,
        ),
        Pattern(
            "PIN",
            rf"""
            (?<![\w-])PIN(?:-Code|[ ]code)?
            (?:{_ASSIGNED}|[ ](?:is|ist|lautet)[ ]?:?[ ])
            \K[0-9]{{4,8}}(?![\w-]|[.,:][0-9])
            """,
            0.7,
        ),
    )
    _PLACEHOLDER = re.compile(
        r"(?:https?://|[x.•_-]{3,}|%\w|os\.|env\.|process\.|self\.|config\.|[a-z_]+\.[a-z_.]+$|[0-9]{1,2}[-–][0-9]{1,2}$|[0-9]{1,2}-?(?:stellig|digit|char|zeichen)|[0-9]{1,3}%)",
        re.IGNORECASE,
    )
    """What stands where a password would: a mask, a name of a variable, a link, a rule about length."""

    def checksum(self, value: str) -> bool:
        return self._PLACEHOLDER.match(value) is None
