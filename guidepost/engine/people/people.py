"""Everything about people, put together over one store."""

from __future__ import annotations

from guidepost.engine.identity import World
from guidepost.engine.people.administration import Administration
from guidepost.engine.people.known_browsers import KnownBrowsers
from guidepost.engine.people.own_password import OwnPassword
from guidepost.engine.people.passwords import RECOMMENDED, Effort, Passwords
from guidepost.engine.people.sessions import Sessions
from guidepost.engine.people.signing_in import SigningIn
from guidepost.engine.store import Store


class People:
    """The people who work with an installation: letting them in, their sessions and passwords, and administering them."""

    def __init__(self, store: Store, world: World, effort: Effort = RECOMMENDED) -> None:
        stored = store.people()
        passwords = Passwords(world.random, effort)
        browsers = KnownBrowsers(store.derive_key("sign-in"), world.random)
        self.sessions = Sessions(stored, world)
        self.signing_in = SigningIn(stored, world, passwords, self.sessions, browsers)
        self.own_password = OwnPassword(stored, world, passwords, self.signing_in)
        self.administration = Administration(stored, world, passwords, browsers)
