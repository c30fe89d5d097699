"""What the README shows is what happens."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import httpx

README = Path(__file__).parents[2] / "README.md"

NEW_EACH_TIME = {"id", "decided_at", "timings_ms"}


def compared(decision: dict[str, Any]) -> dict[str, Any]:
    """A decision without what differs from one request or release to the next, and with its number out of the way to appeal."""
    kept = {name: value for name, value in decision.items() if name not in NEW_EACH_TIME}
    written = json.dumps(kept).replace(decision["id"], "dec_…").replace(decision["policy"]["digest"], "sha256:…")
    return json.loads(written)  # type: ignore[no-any-return]


def test_the_request_in_the_readme_gets_the_answer_in_the_readme(client: httpx.Client) -> None:
    text = README.read_text("utf-8")
    sent = re.search(r"curl (http\S+)(\S*/v1/check) .*?-d '(\{.*?\})'", text, re.DOTALL)
    shown = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert sent
    assert shown
    answer = client.post("/v1/check", content=sent[3].encode(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 200
    assert compared(json.loads(shown[1])) == compared(answer.json()), answer.text


def test_every_page_the_readme_names_is_there() -> None:
    for page in re.findall(r"\]\(([^)#:]+)\)", README.read_text("utf-8")):
        assert (README.parent / page).exists(), page
