"""A real server and a real browser."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from guidepost.api import create_app
from guidepost.engine.service import Service

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Server(uvicorn.Server):
    """A server that can be stopped in the middle of a test."""

    def __init__(self, service: Service) -> None:
        config = uvicorn.Config(
            create_app(service, try_page=True),
            port=0,
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
        )
        super().__init__(config)
        self._thread = threading.Thread(target=self.run, daemon=True)

    def begin(self) -> str:
        """Listen on a free port; the address."""
        self._thread.start()
        while not self.started:
            time.sleep(0.01)
        return f"http://127.0.0.1:{self.servers[0].sockets[0].getsockname()[1]}"

    def end(self) -> None:
        """Stop, leaving no connection open."""
        self.should_exit = self.force_exit = True
        self._thread.join(10)


@pytest.fixture(scope="session")
def address(service: Service) -> Iterator[str]:
    """Where the application listens."""
    server = Server(service)
    yield server.begin()
    server.end()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; without it these tests are skipped, but not in continuous integration."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None and "CI" not in os.environ:
        pytest.skip("there is no Chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


class Watch:
    """What a page asked for and complained about."""

    def __init__(self, page: Page) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._asked)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor who prefers English."""
    visitor = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    visitor.set_default_timeout(10_000)
    yield visitor
    visitor.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    """The page to try a post. Whatever a test does on it, nothing may leave the host and nothing may be complained about."""
    opened = context.new_page()
    watch = Watch(opened)
    opened.goto(address)
    opened.wait_for_selector("body[data-ready]")
    yield opened
    assert watch.complaints == []
    assert [url for url in watch.requests if not url.startswith(address + "/")] == []
