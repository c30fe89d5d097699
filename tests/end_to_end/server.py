"""`guidepost serve` as a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

STARTS_WITHIN = 180.0
"""Seconds; generous, for a machine that does other things too."""


@dataclass
class Server:
    """A server over a data folder; `printed` is what it wrote when it started."""

    data: Path
    port: int = 0
    policy: Path | None = None
    printed: str = ""
    address: str = ""
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> Server:
        """Start it and wait until it says that it is ready."""
        command = [sys.executable, "-m", "guidepost", "serve", "--data", str(self.data), "--port", str(self.port)]
        if self.policy:
            command += ["--policy", str(self.policy)]
        output = self.data.with_suffix(".out")
        with output.open("w") as out, self.log.open("a") as log:
            self.process = subprocess.Popen(command, stdout=out, stderr=log)
        until = time.monotonic() + STARTS_WITHIN
        ready = None
        while ready is None and self.process.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
            self.printed = output.read_text("utf-8")
            ready = re.search(r"is ready on (http://\S+)", self.printed)
        assert ready, f"the server did not start: {self.printed}"
        self.address = ready[1]
        return self

    @property
    def log(self) -> Path:
        """What it writes to standard error."""
        return self.data.with_suffix(".log")

    @property
    def api_key(self) -> str:
        """The key that a first start prints."""
        found = re.search(r"gp_live_\w+", self.printed)
        assert found, self.printed
        return found[0]

    def client(self, api_key: str) -> httpx.Client:
        """A client with this key."""
        return httpx.Client(base_url=self.address, headers={"Authorization": f"Bearer {api_key}"}, timeout=60)

    def wait_until_ready(self) -> None:
        """Ask until the first answer comes."""
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            try:
                if httpx.get(f"{self.address}/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.05)
        raise AssertionError("the server is not ready")

    def stop(self) -> int:
        """End it as Ctrl-C does; its exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(30)

    def kill(self) -> None:
        """End it without a chance to tidy up."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(30)
