from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from guidepost.engine.service import Service
from tests.api.pages.conftest import Server

NASTY = "🎉👩‍💻 Nightjar Bank buys Bluebell, you idiot"


def _check(page: Page, text: str, audience: str = "external") -> None:
    page.fill("#text", text)
    page.locator(f"input[name=audience][value={audience}]").check()
    page.click("#check")
    expect(page.locator("#answer")).to_have_attribute("aria-busy", "false")


def test_a_nasty_post_is_answered_with_outcome_reasons_and_advice(page: Page) -> None:
    _check(page, NASTY)
    banner = page.locator(".banner")
    expect(banner).to_have_attribute("data-outcome", "block")
    expect(banner).to_contain_text("Not like this")
    expect(banner).to_contain_text("Your post cannot be published like this.")
    cards = page.locator(".card")
    assert [card.get_attribute("data-rule") for card in cards.all()] == [
        "confidential.leak",
        "confidential.name-clients",
        "respect.be-polite",
    ]
    expect(cards.nth(0)).to_contain_text("Code names stay inside.")
    expect(cards.nth(0)).to_contain_text("Keep confidential things confidential · Section 3")
    cards.nth(2).locator("summary").click()
    expect(cards.nth(2)).to_contain_text("insult >= 0.6")
    expect(cards.nth(2)).to_contain_text("insult 0.93")
    expect(page.locator(".part.fix li")).to_have_count(3)
    expect(page.locator(".part.you_may")).to_contain_text("The theatre group may joke.")
    expect(page.locator(".part.appeal")).to_contain_text("help@example.com")
    expect(page.locator(".bar.total .share")).to_have_text("0.95")


def test_marks_stand_where_the_words_are_with_emoji_before_them(page: Page) -> None:
    _check(page, NASTY)
    marks = [(mark.inner_text(), mark.get_attribute("data-reasons")) for mark in page.locator("mark").all()]
    assert marks == [("Nightjar", "0 1"), (" Bank", "1"), ("Bluebell", "0")]
    assert page.locator(".post").inner_text() == NASTY
    assert page.locator("mark").first.get_attribute("title") == "This would make a code name public.\nYou name a client in public."


def test_a_reason_shows_its_own_places_and_a_number_leads_to_its_reason(page: Page) -> None:
    _check(page, NASTY)
    toggle = page.locator(".card").nth(1).get_by_role("button")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    expect(page.locator("mark.dim")).to_have_text(["Bluebell"])
    toggle.click()
    expect(page.locator("mark.dim")).to_have_count(0)
    page.locator(".post a.ref").last.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#reason-1")).to_be_focused()


def test_a_fine_post_is_plainly_fine(page: Page) -> None:
    _check(page, "The choir meets on Thursday", "internal")
    expect(page.locator(".banner")).to_contain_text("Your post is fine. Go ahead.")
    expect(page.locator(".card, mark")).to_have_count(0)


def test_the_technical_side_lists_signals_versions_and_times(page: Page) -> None:
    _check(page, NASTY)
    technical = page.locator(".technical")
    technical.locator("summary").click()
    for shown in ("insult", "0.93", "tone", "signals.tone", "sha256:", "unknown: not sent with the post"):
        expect(technical).to_contain_text(shown)


def test_everything_works_from_the_keyboard(page: Page) -> None:
    expect(page.locator("#text")).to_be_focused()
    page.keyboard.type("Nightjar ships")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".banner")).to_have_attribute("data-outcome", "block")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.locator("input[value=internal]")).to_be_checked()
    expect(page.locator(".changed")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".banner")).to_have_attribute("data-outcome", "allow")
    expect(page.locator("#status")).to_contain_text("Your post is fine")


def test_the_language_switches_without_losing_anything_and_is_remembered(page: Page, address: str) -> None:
    _check(page, NASTY)
    page.get_by_role("link", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator(".banner")).to_contain_text("So kann Ihr Beitrag nicht erscheinen.")
    expect(page.locator(".card").first).to_contain_text("Damit würde ein Projektname öffentlich.")
    expect(page.locator("#check")).to_have_text("Beitrag prüfen")
    assert page.input_value("#text") == NASTY
    page.goto(address)
    expect(page.locator("h1")).to_have_text("Beitrag ausprobieren")
    page.goto(f"{address}/?lang=en")
    expect(page.locator("h1")).to_have_text("Try a post")


def test_the_first_language_is_the_browsers(browser: Browser, address: str) -> None:
    visitor = browser.new_context(locale="de-CH")
    try:
        page = visitor.new_page()
        page.goto(address)
        expect(page.locator("h1")).to_have_text("Beitrag ausprobieren")
    finally:
        visitor.close()


@pytest.mark.parametrize("language", ["Deutsch", "English"])
def test_every_example_can_be_clicked(page: Page, language: str) -> None:
    page.get_by_role("link", name=language).click()
    examples = page.locator(".example")
    expect(examples).to_have_count(6)
    for example in examples.all():
        example.click()
        expect(page.locator("#answer")).to_have_attribute("aria-busy", "false")
        expect(page.locator(".decision .banner")).to_be_visible()


def test_text_is_never_read_as_markup(page: Page) -> None:
    text = '<img src=x onerror="document.title=1"> <b>Nightjar</b>'
    _check(page, text)
    assert page.locator(".post").inner_text() == text
    expect(page.locator(".post img, .post b")).to_have_count(0)


def test_a_refusal_is_told_kindly_with_a_way_on(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("body[data-ready]")
    _check(page, "\u200b")
    failure = page.locator(".failure")
    expect(failure).to_contain_text("The post is empty")
    expect(failure).to_contain_text("Request req_")
    expect(page.locator("#status")).to_contain_text("The post is empty")
    page.fill("#text", "Hello")
    failure.get_by_role("button").click()
    expect(page.locator(".banner")).to_have_attribute("data-outcome", "allow")


def test_a_server_that_is_gone_leaves_the_text_where_it_is(context: BrowserContext, service: Service) -> None:
    server = Server(service)
    page = context.new_page()
    page.goto(server.begin())
    page.wait_for_selector("body[data-ready]")
    server.end()
    _check(page, "Hello")
    expect(page.locator(".failure")).to_contain_text("The server cannot be reached")
    assert page.input_value("#text") == "Hello"


@pytest.mark.parametrize("width", [390, 320, 768, 1280])
def test_nothing_is_wider_than_the_window(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    _check(page, NASTY + " " + "W" * 300)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_every_control_has_a_name_and_every_text_enough_contrast(browser: Browser, address: str) -> None:
    for scheme in ("light", "dark"):
        visitor = browser.new_context(color_scheme=scheme, locale="en-US", reduced_motion="reduce")
        page = visitor.new_page()
        page.goto(address)
        page.wait_for_selector("body[data-ready]")
        _check(page, NASTY)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        unnamed = page.evaluate(
            "[...document.querySelectorAll('a, button, input, select, textarea')].filter((each) =>"
            " !(each.ariaLabel || each.textContent.trim() || each.labels?.length)).map((each) => each.outerHTML)"
        )
        assert unnamed == []
        assert json.loads(page.evaluate(CONTRAST)) == []
        visitor.close()


CONTRAST = """
(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let here = element; here; here = here.parentElement) {
      const found = rgba(getComputedStyle(here).backgroundColor);
      if (found[3] === 255) return found;
    }
    return rgba("white");
  };
  const weak = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility()) continue;
    const [a, b] = [light(rgba(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) weak.push([element.outerHTML.slice(0, 120), (a + 0.05) / (b + 0.05)]);
  }
  return JSON.stringify(weak);
})()
"""
"""Every element with text of its own whose colour stands out from its ground by less than 4.5 to 1 (WCAG 2.2, 1.4.3)."""
