"""Why a change to the versions of a policy is refused, in words that a person can act on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Refusal(StrEnum):
    """The kinds of refusals; stable, for programs."""

    NOT_ALLOWED = "not_allowed"
    UNKNOWN_VERSION = "unknown_version"
    PREFIX_TOO_SHORT = "prefix_too_short"
    PREFIX_AMBIGUOUS = "prefix_ambiguous"
    HAS_ERRORS = "has_errors"
    PROPOSED_ALREADY = "proposed_already"
    WRONG_STATE = "wrong_state"
    SHADOWS_FULL = "shadows_full"
    CONSENTED_ALREADY = "consented_already"
    NOT_CONSENTED = "not_consented"
    LIVE_ALREADY = "live_already"
    NOTHING_BEFORE = "nothing_before"
    NEVER_LIVE = "never_live"
    REASON_MISSING = "reason_missing"
    TEXT_TOO_LONG = "text_too_long"
    UNUSABLE = "unusable"
    MOVED_ON = "moved_on"
    NOT_THE_LIVE_ONE = "not_the_live_one"


_SAYS: Mapping[Refusal, Mapping[str, str]] = MappingProxyType(
    {
        Refusal.NOT_ALLOWED: {
            "en": "Officers and administrators may do this. {name} is neither, or is not active any more. Ask one of them.",
            "de": "Das dürfen Beauftragte („officer“) und Administratoren. {name} ist keins von beidem oder nicht mehr aktiv. "
            "Bitten Sie jemanden von ihnen.",
        },
        Refusal.UNKNOWN_VERSION: {
            "en": "There is no version {digest}. `guidepost policy status` lists all.",
            "de": "Es gibt keine Fassung {digest}. „guidepost policy status“ nennt alle.",
        },
        Refusal.PREFIX_TOO_SHORT: {
            "en": "{digest} is too short to name a version. Give at least 8 characters of its digest.",
            "de": "{digest} ist zu kurz für eine Fassung. Nennen Sie mindestens 8 Zeichen ihres Digests.",
        },
        Refusal.PREFIX_AMBIGUOUS: {
            "en": "Several versions begin with {digest}. Give more of the digest.",
            "de": "Mehrere Fassungen beginnen mit {digest}. Nennen Sie mehr Zeichen des Digests.",
        },
        Refusal.HAS_ERRORS: {
            "en": "This version has {count} errors and cannot be proposed. `guidepost policy check` shows them.",
            "de": "Diese Fassung hat {count} Fehler und kann nicht vorgeschlagen werden. „guidepost policy check“ zeigt sie.",
        },
        Refusal.PROPOSED_ALREADY: {
            "en": "This version is known already and is {state}. Comments and tests do not make another version.",
            "de": "Diese Fassung ist schon bekannt, ihr Stand: {state}. Anmerkungen und Tests machen keine andere Fassung.",
        },
        Refusal.WRONG_STATE: {
            "en": "This version is {state}; that is possible only for one that is {wanted}.",
            "de": "Der Stand dieser Fassung ist {state}; das geht nur mit: {wanted}.",
        },
        Refusal.SHADOWS_FULL: {
            "en": "{count} versions are in shadow, and more would cost too much. Retire one of them first.",
            "de": "{count} Fassungen laufen schon im Schatten, mehr würden zu viel kosten. Ziehen Sie erst eine davon zurück.",
        },
        Refusal.CONSENTED_ALREADY: {
            "en": "{name} has consented already (whoever proposes consents). A second person is needed.",
            "de": "{name} hat schon zugestimmt (wer vorschlägt, stimmt zu). Es braucht eine zweite Person.",
        },
        Refusal.NOT_CONSENTED: {
            "en": "{name} has not consented to this version; there is nothing to withdraw.",
            "de": "{name} hat dieser Fassung nicht zugestimmt; es gibt nichts zurückzunehmen.",
        },
        Refusal.LIVE_ALREADY: {
            "en": "This version is the live one already.",
            "de": "Diese Fassung gilt schon.",
        },
        Refusal.NOTHING_BEFORE: {
            "en": "No version was live before this one. Name one that was live with --to, or propose one.",
            "de": "Vor dieser Fassung galt keine. Nennen Sie mit --to eine, die schon galt, oder schlagen Sie eine vor.",
        },
        Refusal.NEVER_LIVE: {
            "en": "Version {digest} was never live. One person can go back only to what was live already; this one needs two consents.",
            "de": "Die Fassung {digest} galt noch nie. Eine Person allein kann nur zu einer zurück, die schon galt; "
            "diese braucht zwei Zustimmungen.",
        },
        Refusal.REASON_MISSING: {
            "en": "Say why, in a sentence; it goes into the record.",
            "de": "Sagen Sie in einem Satz, warum; er kommt ins Protokoll.",
        },
        Refusal.TEXT_TOO_LONG: {
            "en": "The note has {count} characters; at most {most} are kept.",
            "de": "Die Notiz hat {count} Zeichen; behalten werden höchstens {most}.",
        },
        Refusal.UNUSABLE: {
            "en": "Version {digest} cannot be used, and nothing was changed: {why}. Propose its text anew, put right where needed.",
            "de": "Die Fassung {digest} ist nicht verwendbar, und nichts wurde geändert: {why}. "
            "Schlagen Sie ihren Text neu vor, wo nötig berichtigt.",
        },
        Refusal.MOVED_ON: {
            "en": "Another change came in between, and nothing was changed by this one. Look at `guidepost policy status`, then try again.",
            "de": "Eine andere Änderung kam dazwischen; diese hat nichts geändert. Sehen Sie in „guidepost policy status“ nach "
            "und versuchen Sie es dann noch einmal.",
        },
        Refusal.NOT_THE_LIVE_ONE: {
            "en": "The policy in {file} is {digest}, not the live version {live}; decisions are kept only under the live one. Try it with "
            "--dry-run, or propose it: guidepost policy propose {file} --as NAME",
            "de": "Die Richtlinie in {file} ist {digest}, nicht die geltende Fassung {live}; nur deren Entscheidungen werden behalten. "
            "Probieren Sie sie mit --dry-run, oder schlagen Sie sie vor: guidepost policy propose {file} --as NAME",
        },
    }
)


class Refused(Exception):
    """A change that is not made; nothing was changed. `kind` is for programs, `says` for people."""

    def __init__(self, kind: Refusal, **parts: object) -> None:
        self.kind = kind
        self._parts = parts
        super().__init__(self.says("en"))

    def says(self, language: str) -> str:
        """The message in `en` or `de`."""
        return _SAYS[self.kind][language].format(**self._parts)
