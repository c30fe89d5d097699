"""A policy as the page sends it and gets it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from guidepost.api.schema.request import CheckRequest
from guidepost.api.schema.strict import Strict
from guidepost.engine.policies import LayerSource, PolicySource

_MOST_FILES = 100

Text = Annotated[str, Field(max_length=1_048_576)]
FileName = Annotated[str, Field(min_length=1, max_length=255)]


class LayerIn(Strict):
    """A layer below the uppermost file, or below another layer."""

    name: FileName = Field(description="The name of its file.")
    text: Text
    above: str = Field(max_length=200, description="The layer above it; empty for the uppermost file.")


class SourceIn(Strict):
    """All the texts of a policy."""

    name: FileName = Field(description="The name of the uppermost file.")
    text: Text
    lists: Annotated[dict[FileName, Text], Field(max_length=_MOST_FILES)] = Field(
        default={}, description="List files by name; those of a layer by its name, a colon, and theirs."
    )
    layers: Annotated[list[LayerIn], Field(max_length=_MOST_FILES)] = Field(default=[], description="Each after the one above it.")

    def source(self) -> PolicySource:
        """The texts as the engine knows them."""
        layers = tuple(LayerSource(layer.text, layer.name, layer.above) for layer in self.layers)
        return PolicySource(self.text, self.name, self.lists, layers)


class DraftIn(Strict):
    """A policy that is being written. `thorough` asks for the proofs of how its rules go together, which take seconds."""

    source: SourceIn
    thorough: bool = False


class PositionIn(Strict):
    """A place in one of a policy's files: 0 is the uppermost file, then the layers in order; offsets are in UTF-16 units."""

    source: SourceIn
    file: int = Field(ge=0, le=_MOST_FILES)
    offset: int = Field(ge=0)
    language: Literal["en", "de"] = "en"


class TextIn(Strict):
    """One file."""

    text: Text


class TrialIn(Strict):
    """A post to be decided under a policy that is being written, and under the live one."""

    source: SourceIn
    post: CheckRequest


class ProposalIn(Strict):
    """A policy to be proposed, with a note for whoever is asked to consent."""

    source: SourceIn
    note: str = Field(default="", max_length=2_000)


class ReasonIn(Strict):
    """Why something is done; it goes into the record."""

    reason: str = Field(max_length=2_000)


def source_out(source: PolicySource) -> dict[str, object]:
    """The texts of a policy as JSON, in the form that `SourceIn` reads."""
    return {
        "name": source.name,
        "text": source.text,
        "lists": dict(source.lists),
        "layers": [{"name": layer.name, "text": layer.text, "above": layer.above} for layer in source.layers],
    }
