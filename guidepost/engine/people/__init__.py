"""The people who work with Guidepost: their names, passwords and roles, how they sign in, and what they may do."""

from guidepost.engine.people.administration import LastAdministrator, UnknownUser
from guidepost.engine.people.names import UnusableName
from guidepost.engine.people.password_rules import PasswordFault, WeakPassword
from guidepost.engine.people.passwords import Effort, TooBusy
from guidepost.engine.people.people import People
from guidepost.engine.people.roles import MAY, Permission, Role, permissions_of
from guidepost.engine.people.sessions import NewSession, SignedIn, csrf_token
from guidepost.engine.people.signing_in import AccountDisabled, Arrival, Browser, WrongCredentials
from guidepost.engine.people.waits import MustWait

__all__ = [
    "MAY",
    "AccountDisabled",
    "Arrival",
    "Browser",
    "Effort",
    "LastAdministrator",
    "MustWait",
    "NewSession",
    "PasswordFault",
    "People",
    "Permission",
    "Role",
    "SignedIn",
    "TooBusy",
    "UnknownUser",
    "UnusableName",
    "WeakPassword",
    "WrongCredentials",
    "csrf_token",
    "permissions_of",
]
