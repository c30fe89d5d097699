"""The vault: what goes in comes out, and nothing else does."""

from __future__ import annotations

import base64
import dataclasses
import os
import stat
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guidepost.engine.vault import (
    KEY_FILE,
    MasterKeyMissing,
    MasterKeyUnreadable,
    PostAltered,
    Sealed,
    Vault,
    WrongKey,
    commitment,
    load_master_key,
    master_key_from,
)

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
KEY = bytes(range(32))
VAULT = Vault(KEY, os.urandom)

text = st.text(st.characters(exclude_categories=["Cs"]))
json_able = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=12,
)
posts = st.builds(lambda more, words: {**more, "text": words}, st.dictionaries(text, json_able, max_size=5), text)


@pytest.fixture
def sealed() -> Sealed:
    return VAULT.seal("dec-1", {"text": "Liebe Grüße"})


class TestSealing:
    @unhurried
    @given(post=posts, decision_id=text)
    def test_any_post_opens_again(self, post: dict[str, object], decision_id: str) -> None:
        sealed = VAULT.seal(decision_id, post)
        opened = VAULT.open(decision_id, sealed)
        assert opened.post == post
        assert sealed.commitment == sha256(opened.salt + str(post["text"]).encode()).hexdigest()
        assert commitment(opened.salt, str(post["text"])) == sealed.commitment

    @unhurried
    @given(words=st.text(st.characters(codec="ascii", categories=["L"]), min_size=8))
    def test_nothing_of_the_text_is_in_what_is_stored(self, words: str) -> None:
        sealed = VAULT.seal("dec-1", {"text": words})
        stored = b"".join(field if isinstance(field, bytes) else field.encode() for field in dataclasses.astuple(sealed))
        assert words.encode() not in stored

    def test_the_same_post_never_looks_the_same(self) -> None:
        twice = [dataclasses.astuple(VAULT.seal("dec-1", {"text": "hello"})) for _ in range(2)]
        alike = [first == second for first, second in zip(*twice, strict=True)]
        assert alike == [name == "master_key_id" for name in Sealed.__slots__]

    def test_its_random_source_is_the_one_it_was_given(self) -> None:
        first, second = (Vault(KEY, lambda count: b"\x07" * count).seal("dec-1", {"text": "hello"}) for _ in range(2))
        assert first == second


class TestOpening:
    def test_under_another_key_is_refused_with_both_names(self, sealed: Sealed) -> None:
        other = Vault(bytes(32), os.urandom)
        with pytest.raises(WrongKey) as failure:
            other.open("dec-1", sealed)
        assert VAULT.master_key_id in str(failure.value)
        assert other.master_key_id in str(failure.value)

    def test_another_decision_s_post_is_refused(self, sealed: Sealed) -> None:
        with pytest.raises(PostAltered, match="dec-2"):
            VAULT.open("dec-2", sealed)

    @unhurried
    @given(st.data())
    def test_any_altered_byte_is_found(self, data: st.DataObject) -> None:
        sealed = VAULT.seal("dec-1", {"text": "Liebe Grüße"})
        name = data.draw(st.sampled_from(["ciphertext", "nonce", "wrapped_key"]))
        altered = bytearray(getattr(sealed, name))
        altered[data.draw(st.integers(0, len(altered) - 1))] ^= data.draw(st.integers(1, 255))
        parts: dict[str, Any] = {name: bytes(altered)}
        with pytest.raises(PostAltered, match="dec-1"):
            VAULT.open("dec-1", dataclasses.replace(sealed, **parts))

    @pytest.mark.parametrize("name", ["ciphertext", "nonce", "wrapped_key"])
    @pytest.mark.parametrize("length", [0, 1, 7])
    def test_what_was_cut_short_is_found(self, sealed: Sealed, name: str, length: int) -> None:
        with pytest.raises(PostAltered, match="dec-1"):
            VAULT.open("dec-1", dataclasses.replace(sealed, **{name: getattr(sealed, name)[:length]}))

    @pytest.mark.parametrize(
        "names", [("ciphertext",), ("wrapped_key",), ("ciphertext", "nonce"), ("ciphertext", "nonce", "wrapped_key")]
    )
    def test_parts_of_another_post_are_found(self, sealed: Sealed, names: tuple[str, ...]) -> None:
        other = VAULT.seal("dec-2", {"text": "Liebe Grüße"})
        with pytest.raises(PostAltered, match="dec-1"):
            VAULT.open("dec-1", dataclasses.replace(sealed, **{name: getattr(other, name) for name in names}))

    def test_another_commitment_is_found(self, sealed: Sealed) -> None:
        with pytest.raises(PostAltered, match="commitment"):
            VAULT.open("dec-1", dataclasses.replace(sealed, commitment=commitment(bytes(32), "Liebe Grüße")))


class TestTheMasterKey:
    def test_is_made_once_whole_and_for_its_owner_only(self, tmp_path: Path) -> None:
        key = load_master_key(tmp_path, os.urandom, may_create=True)
        assert load_master_key(tmp_path, os.urandom, may_create=True) == key
        assert load_master_key(tmp_path, os.urandom, may_create=False) == key
        assert len(key) == 32
        assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
        assert [file.name for file in tmp_path.iterdir()] == [KEY_FILE]

    def test_that_is_missing_is_not_made_where_posts_need_it(self, tmp_path: Path) -> None:
        with pytest.raises(MasterKeyMissing, match="backup") as failure:
            load_master_key(tmp_path, os.urandom, may_create=False)
        assert str(tmp_path / KEY_FILE) in str(failure.value)
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize("key", [bytes(32), b"\xfb\xff" * 16, KEY])
    def test_is_read_in_either_alphabet_of_base_64(self, key: bytes) -> None:
        assert master_key_from(base64.b64encode(key).decode()) == key
        assert master_key_from(f" {base64.urlsafe_b64encode(key).decode()}\n") == key

    @unhurried
    @given(st.text(max_size=60))
    def test_anything_else_is_refused_and_not_repeated(self, value: str) -> None:
        with pytest.raises(MasterKeyUnreadable) as failure:
            master_key_from(value)
        assert len(value) < 20 or value not in str(failure.value)

    def test_with_a_typing_error_is_not_taken_for_another_key(self) -> None:
        good = base64.b64encode(KEY).decode()
        with pytest.raises(MasterKeyUnreadable, match="base 64"):
            master_key_from(good[:10] + "*" + good[10:])

    @pytest.mark.parametrize("length", [0, 16, 31, 33])
    def test_has_32_bytes(self, length: int) -> None:
        with pytest.raises(MasterKeyUnreadable, match=f"{length} bytes|has {length}"):
            master_key_from(base64.b64encode(bytes(length)).decode())
        with pytest.raises(MasterKeyUnreadable, match=str(length)):
            Vault(bytes(length), os.urandom)

    def test_s_name_tells_keys_apart_and_nothing_of_them(self) -> None:
        names = {Vault(bytes([first]) * 32, os.urandom).master_key_id for first in range(50)}
        assert len(names) == 50
        assert VAULT.master_key_id not in KEY.hex()
        assert VAULT.master_key_id == Vault(KEY, os.urandom).master_key_id
