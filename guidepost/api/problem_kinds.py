"""Every kind of problem the API answers with: a stable code, a status, and what it means in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem. `title` and `explanation` are by language; the explanation says what to do about it."""

    code: str
    status: int
    title: Mapping[str, str]
    explanation: Mapping[str, str]

    @property
    def type(self) -> str:
        """The URI path that names the kind (RFC 9457, section 3.1.1) and serves its explanation."""
        return f"/problems/{self.code}"


def _kind(code: str, status: int, en: tuple[str, str], de: tuple[str, str]) -> ProblemKind:
    return ProblemKind(code, status, {"en": en[0], "de": de[0]}, {"en": en[1], "de": de[1]})


_ALL = (
    _kind(
        "body_not_utf8",
        400,
        ("The request is not UTF-8", "JSON is sent as UTF-8 (RFC 8259). Encode the body as UTF-8 and send it again."),
        ("Die Anfrage ist nicht UTF-8", "JSON wird als UTF-8 gesendet (RFC 8259). Kodieren Sie die Anfrage als UTF-8."),
    ),
    _kind(
        "body_not_json",
        400,
        (
            "The request is not JSON",
            "The body could not be read as JSON. The detail names the line and column where reading stopped.",
        ),
        ("Die Anfrage ist kein JSON", "Die Anfrage ließ sich nicht als JSON lesen. Das Detail nennt Zeile und Spalte."),
    ),
    _kind(
        "body_too_deep",
        400,
        ("The request is nested too deeply", "No request needs more than a few levels of brackets. Send the plain fields."),
        (
            "Die Anfrage ist zu tief verschachtelt",
            "Keine Anfrage braucht mehr als ein paar Klammerebenen. Senden Sie die Felder direkt.",
        ),
    ),
    _kind(
        "body_has_lone_surrogate",
        400,
        (
            "The request holds half of a character",
            "A \\u escape from D800 to DFFF counts only as part of a pair. Text was probably cut in the middle of an emoji.",
        ),
        (
            "Die Anfrage enthält ein halbes Zeichen",
            "Ein \\u-Escape von D800 bis DFFF zählt nur als Paar. Vermutlich wurde ein Text mitten in einem Emoji abgeschnitten.",
        ),
    ),
    _kind(
        "idempotency_key_invalid",
        400,
        ("The Idempotency-Key cannot be used", "Send 1 to 255 printable ASCII characters, a UUID for example."),
        ("Der Idempotency-Key ist unbrauchbar", "Senden Sie 1 bis 255 druckbare ASCII-Zeichen, zum Beispiel eine UUID."),
    ),
    _kind(
        "unauthenticated",
        401,
        ("A valid API key is needed", "Send your key as “Authorization: Bearer gp_live_…” or as “X-API-Key”."),
        ("Ein gültiger API-Schlüssel fehlt", "Senden Sie Ihren Schlüssel als „Authorization: Bearer gp_live_…“ oder „X-API-Key“."),
    ),
    _kind(
        "cross_site",
        403,
        (
            "Only the page itself may use this",
            "Trying posts is for the page of this server. Programs use /v1/check with an API key.",
        ),
        (
            "Das darf nur die Seite selbst",
            "Ausprobieren geht nur auf der Seite dieses Servers. Programme nutzen /v1/check mit Schlüssel.",
        ),
    ),
    _kind(
        "not_found",
        404,
        ("There is nothing here", "Check the address. Everything that is here is listed at /docs."),
        ("Hier gibt es nichts", "Prüfen Sie die Adresse. Was es hier gibt, steht unter /docs."),
    ),
    _kind(
        "decision_not_found",
        404,
        ("There is no such decision", "Check the id; it starts with “dec_”. Posts that were only tried out are not kept."),
        (
            "Diese Entscheidung gibt es nicht",
            "Prüfen Sie die Nummer; sie beginnt mit „dec_“. Nur Ausprobiertes wird nicht aufbewahrt.",
        ),
    ),
    _kind(
        "version_not_found",
        404,
        ("There is no such version", "No policy of this digest is kept. The policy page lists those that are."),
        (
            "Diese Fassung gibt es nicht",
            "Unter diesem Digest ist keine Richtlinie aufgehoben. Die Seite der Richtlinie nennt alle.",
        ),
    ),
    _kind(
        "policy_has_errors",
        422,
        ("The policy has errors", "It cannot be used as it stands. Mend the errors that the checker shows, then try again."),
        (
            "Die Richtlinie hat Fehler",
            "So ist sie nicht zu gebrauchen. Beheben Sie die Fehler, die die Prüfung zeigt, und versuchen Sie es dann noch einmal.",
        ),
    ),
    _kind(
        "change_refused",
        409,
        ("This change is not possible now", "Nothing was changed. The detail says why, and what would help."),
        ("Diese Änderung geht jetzt nicht", "Es wurde nichts geändert. Das Detail sagt, warum, und was hilft."),
    ),
    _kind(
        "method_not_allowed",
        405,
        ("This method does not work here", "The Allow header names the methods that do."),
        ("Diese Methode geht hier nicht", "Der Allow-Header nennt die Methoden, die gehen."),
    ),
    _kind(
        "idempotency_conflict",
        409,
        (
            "This Idempotency-Key belongs to another request",
            "The key was sent before with another body or path. Use a new key for a new request.",
        ),
        (
            "Dieser Idempotency-Key gehört zu einer anderen Anfrage",
            "Der Schlüssel wurde schon mit anderem Inhalt gesendet. Nehmen Sie für eine neue Anfrage einen neuen.",
        ),
    ),
    _kind(
        "not_replayable",
        409,
        (
            "The decision cannot be made again",
            "Its policy is no longer there, or is read otherwise today. The decision itself, with its reasons, stands as it was.",
        ),
        (
            "Die Entscheidung lässt sich nicht nachvollziehen",
            "Ihre Richtlinie gibt es nicht mehr, oder sie wird heute anders gelesen. Die Entscheidung selbst gilt mit ihren Gründen.",
        ),
    ),
    _kind(
        "post_gone",
        410,
        (
            "The post was erased",
            "Without the post nothing can be explained. The decision itself, with its reasons, is still there.",
        ),
        (
            "Der Beitrag wurde gelöscht",
            "Ohne ihn lässt sich nichts erklären. Die Entscheidung selbst ist mit ihren Gründen noch da.",
        ),
    ),
    _kind(
        "body_too_large",
        413,
        ("The request is too large", "A request may have 1 MiB. Send fewer posts at once."),
        ("Die Anfrage ist zu groß", "Eine Anfrage darf 1 MiB haben. Senden Sie weniger Beiträge auf einmal."),
    ),
    _kind(
        "not_json_content",
        415,
        ("Only JSON is read here", "Send the header “Content-Type: application/json” and an uncompressed JSON body."),
        ("Hier wird nur JSON gelesen", "Senden Sie „Content-Type: application/json“ und unkomprimiertes JSON."),
    ),
    _kind(
        "invalid",
        422,
        ("Some fields do not fit", "Each entry of “errors” points to one field and says what is expected there."),
        ("Manche Felder passen nicht", "Jeder Eintrag in „errors“ zeigt auf ein Feld und sagt, was dort erwartet wird."),
    ),
    _kind(
        "text_too_long",
        422,
        ("The post is too long", "A post may have 100,000 characters. Split it."),
        ("Der Beitrag ist zu lang", "Ein Beitrag darf 100.000 Zeichen haben. Teilen Sie ihn auf."),
    ),
    _kind(
        "text_empty",
        422,
        ("The post is empty", "The text has nothing that a reader could see. Write something, then check again."),
        (
            "Der Beitrag ist leer",
            "Der Text enthält nichts, was jemand sehen könnte. Schreiben Sie etwas, und prüfen Sie noch einmal.",
        ),
    ),
    _kind(
        "text_has_nul",
        422,
        ("The post holds a NUL character", "No system shows U+0000, and many cannot store it. Remove it."),
        ("Der Beitrag enthält ein NUL-Zeichen", "U+0000 ist nirgends sichtbar und oft nicht speicherbar. Entfernen Sie es."),
    ),
    _kind(
        "text_has_lone_surrogate",
        422,
        ("The post holds half of a character", "Text was probably cut in the middle of an emoji. Send whole characters."),
        (
            "Der Beitrag enthält ein halbes Zeichen",
            "Vermutlich wurde mitten in einem Emoji abgeschnitten. Senden Sie ganze Zeichen.",
        ),
    ),
    _kind(
        "text_too_contorted",
        422,
        (
            "The markup of the post is nested too deeply",
            "It cannot be read as its readers would see it. Simplify the Markdown, or send plain text.",
        ),
        (
            "Die Auszeichnung des Beitrags ist zu tief verschachtelt",
            "So lässt er sich nicht lesen, wie ihn andere sehen. Vereinfachen Sie das Markdown, oder senden Sie reinen Text.",
        ),
    ),
    _kind(
        "internal",
        500,
        (
            "Something went wrong on our side",
            "The post was not checked, so do not publish it yet. Try again, and report the request id.",
        ),
        (
            "Bei uns ist etwas schiefgegangen",
            "Der Beitrag wurde nicht geprüft, veröffentlichen Sie ihn also noch nicht. Versuchen Sie es noch einmal, und melden "
            "Sie uns die Anfragenummer.",
        ),
    ),
    _kind(
        "unavailable",
        503,
        ("Not available just now", "Decisions cannot be kept just now, so none are made. Try again in a few seconds."),
        (
            "Gerade nicht verfügbar",
            "Gerade lässt sich nichts festhalten, also wird nicht entschieden. Bitte gleich noch einmal.",
        ),
    ),
    _kind(
        "sign_in_needed",
        401,
        ("Please sign in", "This is for people who work with Guidepost. Sign in at /sign-in; API keys do not count here."),
        (
            "Bitte melden Sie sich an",
            "Das ist für Menschen, die mit Guidepost arbeiten. Anmelden unter /sign-in; Schlüssel gelten hier nicht.",
        ),
    ),
    _kind(
        "credentials_wrong",
        401,
        ("Name or password is wrong", "There is no user of this name with this password. Check both, and the caps lock key."),
        (
            "Name oder Passwort stimmt nicht",
            "Diesen Namen mit diesem Passwort gibt es nicht. Prüfen Sie beides, auch die Feststelltaste.",
        ),
    ),
    _kind(
        "account_disabled",
        403,
        ("This account is disabled", "Name and password are right, but nobody is let in with them any more. Ask an administrator."),
        ("Dieses Konto ist gesperrt", "Name und Passwort stimmen, gelten aber nicht mehr. Wenden Sie sich an die Administration."),
    ),
    _kind(
        "password_change_needed",
        403,
        ("Choose a password of your own first", "You signed in with a one-time password. Change it at /account, then go on."),
        (
            "Wählen Sie erst ein eigenes Passwort",
            "Sie haben ein Einmalpasswort benutzt. Ändern Sie es unter /account, dann geht es weiter.",
        ),
    ),
    _kind(
        "not_permitted",
        403,
        ("Your role does not include this", "You are signed in, but this is for others. If you need it, ask an administrator."),
        (
            "Das gehört nicht zu Ihrer Rolle",
            "Sie sind angemeldet, aber das ist für andere. Brauchen Sie es, fragen Sie die Administration.",
        ),
    ),
    _kind(
        "csrf_token_missing",
        403,
        (
            "The CSRF token is missing",
            "What changes something under a session carries the header X-CSRF-Token, or the form field csrf_token. Nothing was changed.",
        ),
        (
            "Das CSRF-Token fehlt",
            "Was unter einer Sitzung etwas ändert, trägt den Header X-CSRF-Token oder das Formularfeld csrf_token. Nichts wurde geändert.",
        ),
    ),
    _kind(
        "csrf_token_wrong",
        403,
        (
            "This page is out of date",
            "You have signed in anew since it was opened. Load it again and repeat what you did; nothing was changed.",
        ),
        (
            "Diese Seite ist veraltet",
            "Sie haben sich seit dem Öffnen neu angemeldet. Laden Sie sie neu und wiederholen Sie den Schritt; nichts wurde geändert.",
        ),
    ),
    _kind(
        "foreign_origin",
        403,
        (
            "Another site sent this",
            "Only pages of this server may change something. Behind a reverse proxy: it must pass the Host header on unchanged.",
        ),
        (
            "Das kam von einer anderen Seite",
            "Nur Seiten dieses Servers dürfen etwas ändern. Hinter einem Reverse Proxy: Er muss den Host-Header unverändert weitergeben.",
        ),
    ),
    _kind(
        "not_form_content",
        415,
        ("Only a form is read here", "Send the header “Content-Type: application/x-www-form-urlencoded”."),
        ("Hier wird nur ein Formular gelesen", "Senden Sie „Content-Type: application/x-www-form-urlencoded“."),
    ),
    _kind(
        "sign_in_wait",
        429,
        (
            "Too many attempts",
            "Nothing is checked until the time in the Retry-After header has passed. Nobody is locked out for good.",
        ),
        (
            "Zu viele Versuche",
            "Bis die Zeit im Retry-After-Header um ist, wird nichts geprüft. Niemand wird auf Dauer ausgesperrt.",
        ),
    ),
    _kind(
        "sign_in_busy",
        503,
        ("Too many people are signing in just now", "Try again in a few seconds. Checking posts is not affected."),
        ("Gerade melden sich zu viele an", "Versuchen Sie es in ein paar Sekunden noch einmal. Beiträge werden weiter geprüft."),
    ),
    _kind(
        "request_refused",
        400,
        ("The request was refused", "The request is not valid HTTP for this address."),
        ("Die Anfrage wurde abgelehnt", "Die Anfrage ist für diese Adresse kein gültiges HTTP."),
    ),
)

KINDS: Mapping[str, ProblemKind] = MappingProxyType({kind.code: kind for kind in _ALL})
"""Every kind by its code."""
