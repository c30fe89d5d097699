"""The vault: each post is encrypted with a key of its own, and erasing a post means destroying that key.

AES-256-GCM encrypts the post (NIST SP 800-38D); the post's key is wrapped by the master key with AES key wrap (RFC 3394). The decision's
id is bound in as associated data, so that a ciphertext cannot be moved to another decision.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

KEY_FILE = "master.key"
"""The master key's file in the data folder."""

_KEY_BYTES = 32
_NONCE_BYTES = 12
_SALT_BYTES = 32
_PURPOSE = b"guidepost post 1\x00"
"""Associated data begins with this, so that nothing encrypted for another purpose is ever taken for a post."""


class VaultError(Exception):
    """Posts cannot be encrypted or read; the message is for a person."""


class MasterKeyMissing(VaultError):
    """There are encrypted posts, but the key they need is not there."""


class MasterKeyUnreadable(VaultError):
    """The master key is there and cannot be read, or is not a key."""


class WrongKey(VaultError):
    """The post was encrypted under another master key."""


class PostAltered(VaultError):
    """The encrypted post is not the one that was stored, or belongs to another decision."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """An encrypted post. `commitment` (hexadecimal) proves its text to somebody who is given text and salt, and nothing before."""

    ciphertext: bytes
    nonce: bytes
    wrapped_key: bytes
    master_key_id: str
    commitment: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A decrypted post, and the salt of its commitment."""

    post: Mapping[str, object]
    salt: bytes


class _Payload(msgspec.Struct, frozen=True):
    salt: bytes
    post: dict[str, object]


_decoder = msgspec.json.Decoder(_Payload)


class Vault:
    """Encrypts and decrypts posts under one master key of 32 bytes. Safe to use from several threads."""

    def __init__(self, master_key: bytes, random: Callable[[int], bytes]) -> None:
        if len(master_key) != _KEY_BYTES:
            raise MasterKeyUnreadable(f"A master key has {_KEY_BYTES} bytes; this one has {len(master_key)}.")
        self._master_key = master_key
        self._random = random

    @property
    def master_key_id(self) -> str:
        """Names the master key without telling anything of it."""
        return sha256(b"guidepost master key\x00" + self._master_key).hexdigest()[:16]

    def derive_key(self, purpose: str) -> bytes:
        """A key of 32 bytes for another purpose (HKDF with SHA-256, RFC 5869); from one of them nothing follows about any other."""
        return HKDF(SHA256(), _KEY_BYTES, None, b"guidepost " + purpose.encode()).derive(self._master_key)

    def seal(self, decision_id: str, post: Mapping[str, object]) -> Sealed:
        """Encrypt the post that a decision is about. `post["text"]` is what the commitment is over."""
        key, nonce, salt = self._random(_KEY_BYTES), self._random(_NONCE_BYTES), self._random(_SALT_BYTES)
        payload = msgspec.json.encode(_Payload(salt, dict(post)))
        return Sealed(
            ciphertext=AESGCM(key).encrypt(nonce, payload, _bound_to(decision_id)),
            nonce=nonce,
            wrapped_key=aes_key_wrap(self._master_key, key),
            master_key_id=self.master_key_id,
            commitment=commitment(salt, str(post["text"])),
        )

    def open(self, decision_id: str, sealed: Sealed) -> Opened:
        """Decrypt the post of a decision. Raises `WrongKey` or `PostAltered`."""
        try:
            key = aes_key_unwrap(self._master_key, sealed.wrapped_key)
        except InvalidUnwrap:
            if sealed.master_key_id == self.master_key_id:
                raise PostAltered(f"The key of the encrypted post of {decision_id} was altered.") from None
            raise WrongKey(
                f"The post of {decision_id} was encrypted under the master key {sealed.master_key_id}; this one is {self.master_key_id}."
            ) from None
        try:
            payload = _decoder.decode(AESGCM(key).decrypt(sealed.nonce, sealed.ciphertext, _bound_to(decision_id)))
        except (InvalidTag, ValueError):
            raise PostAltered(f"The encrypted post of {decision_id} was altered.") from None
        if commitment(payload.salt, str(payload.post["text"])) != sealed.commitment:
            raise PostAltered(f"The commitment of {decision_id} is not the one of its post.")
        return Opened(payload.post, payload.salt)


def commitment(salt: bytes, text: str) -> str:
    """SHA-256 over the salt and the text in UTF-8, in hexadecimal."""
    return sha256(salt + text.encode()).hexdigest()


def _bound_to(decision_id: str) -> bytes:
    return _PURPOSE + decision_id.encode()


def master_key_from(value: str) -> bytes:
    """A master key as the environment or a file holds it: 32 bytes in base 64. Raises `MasterKeyUnreadable`."""
    try:
        key = base64.b64decode(value.strip().replace("-", "+").replace("_", "/"), validate=True)
    except ValueError:
        raise MasterKeyUnreadable("The master key is not base 64. Put the key back as it was created.") from None
    if len(key) != _KEY_BYTES:
        raise MasterKeyUnreadable(
            f"The master key has {len(key)} bytes instead of {_KEY_BYTES}. Put the key back as it was created."
        )
    return key


def load_master_key(folder: Path, random: Callable[[int], bytes], *, may_create: bool) -> bytes:
    """The master key in the data folder; created there, readable by its owner only, where `may_create` and there is none.

    Raises `MasterKeyMissing` or `MasterKeyUnreadable`.
    """
    file = folder / KEY_FILE
    if may_create and not file.exists():
        _create(file, random)
    try:
        return master_key_from(file.read_text("ascii"))
    except FileNotFoundError:
        raise MasterKeyMissing(
            f"The key file {file} is missing, and the database holds posts that only it can open. Put it back from your backup."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not text"
        raise MasterKeyUnreadable(f"The key file {file} cannot be read: {reason}.") from None
    except MasterKeyUnreadable as error:
        raise MasterKeyUnreadable(f"{file}: {error}") from None


def _create(file: Path, random: Callable[[int], bytes]) -> None:
    """Write a new key so that it is there whole or not at all, and so that of two that start at once one wins and both use its key."""
    draft = file.with_name(f"{file.name}.{random(8).hex()}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as written:
            written.write(base64.urlsafe_b64encode(random(_KEY_BYTES)) + b"\n")
            written.flush()
            os.fsync(written.fileno())
        with suppress(FileExistsError):
            os.link(draft, file)
        _make_durable(file.parent)
    except OSError as error:
        raise MasterKeyUnreadable(f"The key file {file} cannot be written: {error.strerror}.") from None
    finally:
        draft.unlink(missing_ok=True)


def _make_durable(folder: Path) -> None:
    """A new name survives power loss only after its folder was synchronised."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
