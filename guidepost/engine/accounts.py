"""API keys for platforms, and the first administrator."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256

from guidepost.engine.identity import World, timestamp
from guidepost.engine.people import People, Role
from guidepost.engine.store import ApiKey, NewApiKey, Store

__all__ = ["ApiKey", "Credentials", "authenticate", "bootstrap", "create_api_key"]

PREFIX = "gp_live_"
"""How every API key begins, so that scanners for leaked secrets can know it."""

_KEY_BYTES = 20
_SHOWN = len(PREFIX) + 4
"""Characters of a key that are kept in the clear, for people to tell keys apart."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a first start creates. Neither secret can be shown again; the password must be changed at the first sign-in."""

    user_name: str
    password: str
    api_key: str


def create_api_key(store: Store, world: World, name: str) -> tuple[ApiKey, str]:
    """A new API key and its secret, 160 random bits, of which only a digest is kept."""
    new, secret = _new_api_key(world, name)
    store.add_api_key(new)
    return new.key, secret


def _new_api_key(world: World, name: str) -> tuple[NewApiKey, str]:
    secret = PREFIX + _letters(world.random(_KEY_BYTES))
    key = ApiKey(world.new_id("key"), name, secret[:_SHOWN], timestamp(world.now()))
    return NewApiKey(key, _digest(secret)), secret


def authenticate(store: Store, secret: str) -> ApiKey | None:
    """The API key that a secret belongs to, unless it is unknown or revoked.

    The search is over SHA-256 digests of secrets with 160 random bits: how long it takes tells nothing that helps to guess one.
    """
    if not secret.startswith(PREFIX):
        return None
    key = store.find_api_key(_digest(secret))
    return key if key is not None and key.revoked_at is None else None


def _digest(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def bootstrap(store: Store, world: World) -> Credentials | None:
    """Create the first administrator and the first API key; None where there is somebody already."""
    if store.has_users():
        return None
    key, secret = _new_api_key(world, "first key")
    administrator, password = People(store, world).administration.prepare("admin", Role.ADMINISTRATOR)
    return Credentials(administrator.name, password, secret) if store.add_first(administrator, key) else None


def _letters(random: bytes) -> str:
    """Random bytes in base 32 (RFC 4648), five bits a letter, in lower case; the bytes' number must be a multiple of five."""
    return base64.b32encode(random).decode("ascii").lower()
