"""The base of every model: nothing is converted, nothing unknown is let through."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Strict(BaseModel):
    """A model whose fields are taken as they are, and which has no others."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
