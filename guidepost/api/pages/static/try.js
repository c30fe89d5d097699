// The page to try a post: what is typed, what is asked, what is shown.

import { make } from "./dom.js";
import { drawProblem, drawUnreachable } from "./failure.js";
import { drawDecision } from "./result.js";
import { language, remember, say, speak } from "./texts.js";

const element = (id) => document.getElementById(id);
const form = element("form");
const text = element("text");
const format = element("format");
const button = element("check");
const answer = element("answer");
const status = element("status");
const longest = Number(text.dataset.longest);

/** What was last asked; an answer to anything older is passed over. */
let asked = null;

const audience = () => form.elements.audience.value;
const lengthOf = (value) => [...value].length;

function count() {
  const typed = lengthOf(text.value);
  const values = { count: typed.toLocaleString(language()), longest: longest.toLocaleString(language()) };
  element("count").textContent = say(typed > longest * 0.9 ? "characters_of" : "characters", values);
  element("count").classList.toggle("over", typed > longest);
}

function busy(yes) {
  answer.setAttribute("aria-busy", String(yes));
  button.toggleAttribute("data-busy", yes);
  button.firstElementChild.textContent = say(yes ? "checking" : "check");
  if (yes) status.textContent = say("checking");
}

async function check() {
  if (!form.reportValidity()) return;
  const request = { text: text.value, audience: audience(), format: format.value };
  asked = request;
  busy(true);
  const shown = await ask(request);
  if (asked !== request) return;
  busy(false);
  answer.replaceChildren(shown.drawing);
  status.textContent = shown.spoken;
  if (window.matchMedia("(max-width: 63.99rem)").matches) answer.scrollIntoView({ block: "start" });
}

async function ask(request) {
  let response;
  try {
    response = await fetch("/v1/try", {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": language() },
      body: JSON.stringify(request),
    });
  } catch {
    return { drawing: drawUnreachable(check), spoken: say("unreachable_title") };
  }
  const body = await response.json().catch(() => null);
  if (!response.ok || !body) return { drawing: drawProblem(body, check), spoken: body?.title ?? say("error_title") };
  const spoken = say("done", { outcome: say(`outcome_${body.outcome}`), headline: body.guidance.headline });
  return { drawing: drawDecision(body, request.text), spoken };
}

/** A result that is about an older text says so. */
function outdated() {
  const decision = answer.querySelector(".decision");
  const changed = asked && (text.value !== asked.text || audience() !== asked.audience || format.value !== asked.format);
  const note = answer.querySelector(".changed");
  if (decision && changed && !note) answer.prepend(make("p", { class: "changed" }, say("changed")));
  if (note && !changed) note.remove();
}

/** Show only the places of one reason, or all again. */
function single(toggle) {
  const on = toggle.getAttribute("aria-pressed") !== "true";
  for (const other of answer.querySelectorAll("[data-reason]")) {
    const pressed = on && other === toggle;
    other.setAttribute("aria-pressed", String(pressed));
    other.textContent = say(pressed ? "hide_marks" : "show_marks");
  }
  const marks = [...answer.querySelectorAll("mark")];
  for (const mark of marks) {
    const meant = mark.dataset.reasons.split(" ").includes(toggle.dataset.reason);
    mark.classList.toggle("dim", on && !meant);
    mark.classList.toggle("lit", on && meant);
  }
  if (on) marks.find((mark) => mark.classList.contains("lit"))?.scrollIntoView({ block: "nearest" });
}

function lead(link) {
  const card = answer.querySelector(link.getAttribute("href"));
  card.focus();
  card.scrollIntoView({ block: "center" });
}

async function offerExamples() {
  const examples = await (await fetch("/static/examples.json")).json();
  const items = examples.map((example) => {
    const chip = make("button", { type: "button", class: "example" }, example.label[language()]);
    chip.addEventListener("click", () => {
      text.value = example.text;
      form.elements.audience.value = example.audience;
      format.value = example.format;
      count();
      check();
    });
    return make("li", {}, chip);
  });
  element("examples").replaceChildren(...items);
}

async function switchTo(wanted) {
  await speak(wanted);
  remember(wanted);
  count();
  await offerExamples();
  if (asked && answer.querySelector(".decision, .failure")) await check();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  check();
});
form.addEventListener("input", () => {
  count();
  outdated();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    check();
  }
});
answer.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-reason]");
  const link = event.target.closest("a.ref");
  if (toggle) single(toggle);
  if (link) {
    event.preventDefault();
    lead(link);
  }
});
for (const link of document.querySelectorAll("[data-language]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    switchTo(link.dataset.language);
  });
}

await speak(language());
if (new URLSearchParams(window.location.search).has("lang")) remember(language());
count();
await offerExamples();
document.body.dataset.ready = "true";
