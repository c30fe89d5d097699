"""Letting somebody in, with each refusal as a problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from starlette.requests import Request

from guidepost.api.failures import RETRY
from guidepost.api.people.cookies import browser_of
from guidepost.api.problems import Problem
from guidepost.engine.people import AccountDisabled, Arrival, MustWait, TooBusy, WrongCredentials
from guidepost.engine.service import Service

_CHALLENGE = {"WWW-Authenticate": 'Session realm="guidepost"'}


def admit(request: Request, service: Service, name: str, password: str) -> Arrival:
    """Sign somebody in on the browser that sends a request. Raises `Problem`."""
    with refusals():
        return service.people.signing_in.sign_in(name, password, browser_of(request))


@contextmanager
def refusals() -> Iterator[None]:
    """What the engine refuses to who shows a password, as problems."""
    try:
        yield
    except WrongCredentials:
        raise Problem("credentials_wrong", headers=_CHALLENGE) from None
    except AccountDisabled:
        raise Problem("account_disabled") from None
    except MustWait as wait:
        raise Problem("sign_in_wait", _told(wait.seconds), headers={"Retry-After": str(wait.seconds)}) from None
    except TooBusy:
        raise Problem("sign_in_busy", headers=RETRY) from None


def _told(seconds: int) -> Mapping[str, str]:
    minutes = -(-seconds // 60)
    if minutes == 1:
        return {
            "en": f"Please wait {seconds} seconds, then try again. Asking an administrator for a new password helps at once.",
            "de": f"Bitte warten Sie {seconds} Sekunden. Ein neues Passwort von der Administration hilft sofort.",
        }
    return {
        "en": f"Please wait {minutes} minutes, then try again. Asking an administrator for a new password helps at once.",
        "de": f"Bitte warten Sie {minutes} Minuten. Ein neues Passwort von der Administration hilft sofort.",
    }
