"""The `Idempotency-Key` header: sending a request twice decides once."""

from __future__ import annotations

import hashlib
import re

import rfc8785
from fastapi import Request
from pydantic import BaseModel

from guidepost.api.problems import Problem
from guidepost.engine.accounts import ApiKey
from guidepost.engine.store import IdempotencyKey

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"

_TOKEN = re.compile(r"[\x20-\x7e]{1,255}\Z")


def idempotency_of(request: Request, key: ApiKey, body: BaseModel, kind: str) -> IdempotencyKey | None:
    """The idempotency key of a request, or None where it has none. `kind` is the form of the answer.

    Two requests are the same when path and validated body are: the body in canonical JSON (RFC 8785), so that spacing and the order
    of fields do not count. Raises `Problem`.
    """
    tokens = request.headers.getlist(HEADER)
    if not tokens:
        return None
    if len(tokens) > 1 or not _TOKEN.match(tokens[0]):
        raise Problem("idempotency_key_invalid")
    asked = request.url.path.encode() + b"\n" + rfc8785.dumps(body.model_dump(mode="json"))
    return IdempotencyKey(key.id, tokens[0], hashlib.sha256(asked).hexdigest(), kind)
