"""Signing in, the account, and signing out in a real browser, with the keyboard and without scripts."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from guidepost.engine.people import People, Role
from guidepost.engine.service import Service
from tests.api.pages.conftest import Watch
from tests.api.pages.test_try_page import CONTRAST
from tests.engine.people.conftest import CHEAP, PASSWORD

NEW = "ein ganz anderes Wort"


@pytest.fixture(scope="module", autouse=True)
def _people(service: Service, api_key: str) -> None:
    """Somebody to sign in as; `api_key` makes the first administrator before anybody else is there."""
    service.people = People(service.store, service.world, CHEAP)
    for name in ("Zoë", "Noor", "Kim"):
        service.people.administration.add(name, Role.OFFICER, by=None, password=PASSWORD)


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor whose browser runs no scripts."""
    opened = browser.new_context(locale="en-US", viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def form(visitor: BrowserContext, address: str) -> Iterator[Page]:
    """The form, asked for by way of the account. Nothing is asked of another host."""
    page = visitor.new_page()
    watch = Watch(page)
    page.goto(f"{address}/account")
    yield page
    assert [url for url in watch.requests if not url.startswith(address + "/")] == []


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def test_one_signs_in_and_out_with_the_keyboard_alone(form: Page) -> None:
    expect(form.get_by_label("Name")).to_be_focused()
    form.keyboard.type("zoë")
    form.keyboard.press("Tab")
    form.keyboard.type(PASSWORD)
    form.keyboard.press("Enter")
    expect(form).to_have_url(form.url.split("/sign-in")[0].removesuffix("/account") + "/account")
    expect(form.locator("h1")).to_have_text("Your account")
    expect(form.locator(".person")).to_contain_text("Zoë Compliance officer")
    for _ in range(6):  # past the link to the page, the mark, two places, and the name
        form.keyboard.press("Tab")
    expect(form.locator(".person button")).to_be_focused()
    form.keyboard.press("Enter")
    expect(form.get_by_role("status")).to_have_text("You are signed out.")
    form.go_back()
    form.reload()
    expect(form.locator("h1")).to_have_text("Sign in")


def test_a_wrong_password_is_told_in_place_and_the_name_stays(form: Page) -> None:
    sign_in(form, "Noor", "not the password")
    expect(form.get_by_role("alert")).to_contain_text("Name or password is wrong")
    expect(form.get_by_label("Name")).to_have_value("Noor")
    expect(form.get_by_label("Password")).to_be_focused()
    expect(form.get_by_label("Password")).to_have_value("")
    form.keyboard.type(PASSWORD)
    form.keyboard.press("Enter")
    expect(form.locator("h1")).to_have_text("Your account")


def test_who_fails_often_is_told_how_long_to_wait(form: Page) -> None:
    for _ in range(5):
        sign_in(form, "somebody else", "not the password")
    sign_in(form, "somebody else", "not the password")
    expect(form.get_by_role("alert")).to_contain_text("Please wait 30 seconds")


def test_the_language_is_kept_on_the_way(form: Page, address: str) -> None:
    form.get_by_role("link", name="Deutsch").click()
    expect(form.locator("h1")).to_have_text("Anmelden")
    form.get_by_label("Name").fill("Noor")
    form.get_by_label("Passwort").fill("falsch")
    form.keyboard.press("Enter")
    expect(form.get_by_role("alert")).to_contain_text("Name oder Passwort stimmt nicht")
    form.get_by_role("link", name="English").click()
    expect(form.locator("h1")).to_have_text("Sign in")
    sign_in(form, "Noor")
    expect(form).to_have_url(f"{address}/account")


def test_the_password_is_changed_and_other_sessions_end(form: Page, browser: Browser, address: str) -> None:
    sign_in(form, "Kim")
    elsewhere = browser.new_context(locale="de-DE")
    other = elsewhere.new_page()
    other.goto(f"{address}/sign-in")
    other.get_by_label("Name").fill("Kim")
    other.get_by_label("Passwort").fill(PASSWORD)
    other.keyboard.press("Enter")
    expect(other.locator("h1")).to_have_text("Ihr Konto")
    form.reload()
    expect(form.locator(".rows li")).to_have_count(2)
    form.get_by_label("Present password").fill(PASSWORD)
    form.get_by_label("New password", exact=True).fill(NEW)
    form.get_by_label("New password once more").fill(NEW + "!")
    form.keyboard.press("Enter")
    expect(form.get_by_role("alert")).to_contain_text("The two new passwords differ")
    expect(form.get_by_label("New password once more")).to_be_focused()
    form.get_by_label("Present password").fill(PASSWORD)
    form.get_by_label("New password", exact=True).fill(NEW)
    form.get_by_label("New password once more").fill(NEW)
    form.keyboard.press("Enter")
    expect(form.get_by_role("status")).to_contain_text("Your password is changed")
    expect(form.locator(".rows li")).to_have_count(1)
    other.reload()
    expect(other.get_by_role("status")).to_contain_text("Ihre Sitzung ist zu Ende")
    elsewhere.close()


def test_another_session_is_ended_from_the_list(form: Page, browser: Browser, address: str) -> None:
    sign_in(form, "Zoë")
    elsewhere = browser.new_context(locale="en-US")
    other = elsewhere.new_page()
    other.goto(f"{address}/account")
    sign_in(other, "Zoë")
    expect(other.locator("h1")).to_have_text("Your account")
    form.reload()
    form.get_by_role("button", name="End the session").last.click()
    expect(form.get_by_role("status")).to_have_text("The session has ended.")
    expect(form.locator(".rows li")).to_have_count(1)
    other.reload()
    expect(other.locator("h1")).to_have_text("Sign in")
    elsewhere.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_everything_can_be_read_and_nothing_is_wider_than_the_window(
    browser: Browser, address: str, scheme: str, width: int
) -> None:
    opened = browser.new_context(color_scheme=scheme, locale="de-DE", viewport={"width": width, "height": 800})  # type: ignore[arg-type]
    page = opened.new_page()
    watch = Watch(page)
    page.goto(f"{address}/account")
    seen = [looked_at(page, width)]
    page.get_by_label("Name").fill("Zoë")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ihr Konto")
    seen.append(looked_at(page, width))
    assert seen == [[], []]
    assert watch.complaints == []
    opened.close()


def looked_at(page: Page, width: int) -> list[object]:
    """What is wrong with a page as it is shown: weak contrast, controls without a name, something wider than the window."""
    unnamed = page.evaluate(
        "[...document.querySelectorAll('a, button, input:not([type=hidden]):not([hidden])')].filter((each) =>"
        " !(each.ariaLabel || each.textContent.trim() || each.labels?.length)).map((each) => each.outerHTML)"
    )
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*json.loads(page.evaluate(CONTRAST)), *unnamed, *([wide] if wide > width else [])]
