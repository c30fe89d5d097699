// The policy page: one version open at a time, written, checked, tested, tried, and brought into force.

import { make } from "../dom.js";
import { drawProblem, drawUnreachable } from "../failure.js";
import { drawDecision } from "../result.js";
import { language, say, speak } from "../texts.js";
import { Refused, ask } from "./ask.js";
import { drawChanges } from "./changes.js";
import { confirm } from "./dialog.js";
import { makeEditor } from "./editor.js";
import { filesOf, missingLists, same, sourceOf } from "./files.js";
import { counted, drawFindings } from "./findings.js";
import { drawShadow } from "./shadow.js";
import { drawTests } from "./tests.js";
import { drawVersions, short } from "./versions.js";

const element = (id) => document.getElementById(id);
const page = document.body.dataset;
const KEPT = `policy-draft-${page.user}`;
const PAUSE = 500;

/** Everything the page knows. `opened` is the version the writing began from, `original` its texts. */
const now = { versions: [], consents: 2, rollback: null, mayWrite: false, opened: null, original: null, files: [], file: null, found: [], checked: null };

let editor;
let pause = null;
let round = 0;

const modified = () => now.original !== null && !same(sourceOf(now.files), now.original);
const draft = (thorough = false) => ({ source: sourceOf(now.files), thorough });
const current = () => now.files.find((file) => file.key === now.file);

function told(text) {
  element("status").textContent = text;
}

/** Show what went wrong in a panel, with a way to try again. */
function failed(error, panel, retry) {
  const drawing = error instanceof Refused ? drawProblem(error.problem, retry) : drawUnreachable(retry);
  panel.replaceChildren(drawing);
  told(error.problem?.title ?? say("unreachable_title"));
  if (error.status === 401) window.location.assign(`/sign-in?next=${encodeURIComponent("/policy")}`);
}

// Versions

async function loadVersions() {
  try {
    const answer = await ask("GET", "/v1/desk/versions");
    Object.assign(now, { versions: answer.versions, consents: answer.consents, rollback: answer.rollback_to, mayWrite: answer.may_write });
    if (now.opened) now.opened = now.versions.find((one) => one.digest === now.opened.digest) ?? now.opened;
    showVersions();
  } catch (error) {
    failed(error, element("versions"), loadVersions);
  }
}

function showVersions() {
  element("versions").replaceChildren(...drawVersions(now.versions, now.consents, now.opened?.digest, choose).filter(Boolean));
  showActions();
}

async function choose(version) {
  if (modified()) {
    const gone = await confirm({ title: say("discard_title"), text: say("discard_text"), action: say("discard"), danger: true });
    if (gone === null) return;
  }
  await open(version);
}

async function open(version) {
  try {
    const source = await ask("GET", `/v1/desk/versions/${encodeURIComponent(version.digest)}`);
    begin(version, source, source);
  } catch (error) {
    failed(error, element("versions"), () => open(version));
  }
}

function begin(version, original, source) {
  Object.assign(now, { opened: version, original, files: filesOf(source), file: null, found: [], checked: null });
  editor.forget();
  showFile(now.files[0].key);
  showVersions();
  for (const panel of ["tests", "trial-answer", "changes"]) element(panel).replaceChildren();
  check();
}

// Files

function showFile(key) {
  now.file = key;
  editor.show(current(), { readOnly: !now.mayWrite });
  showTabs();
  mark();
}

function showTabs() {
  const tabs = now.files.filter((file) => file.kind === "policy").map((file) => {
    const errors = now.found.filter((one) => one.where.file === file.number && one.severity === "error").length;
    const tab = make(
      "button",
      { type: "button", class: `tab ${file.kind}`, "aria-pressed": String(file.key === now.file) },
      file.name,
      errors ? make("span", { class: "count", title: say("counted", { errors, warnings: 0 }) }, String(errors)) : null,
    );
    tab.addEventListener("click", () => {
      showFile(file.key);
      editor.focus();
    });
    return tab;
  });
  const missing = now.mayWrite
    ? missingLists(now.files).map((name) => {
        const add = make("button", { type: "button", class: "tab missing" }, say("write_list", { name }));
        add.addEventListener("click", () => addFile({ kind: "list", key: `list:${name}`, name, text: "" }));
        return add;
      })
    : [];
  element("files").replaceChildren(...tabs, ...missing);
  showLists();
  showOutline();
}

/** The lists of phrases, which may be many, in one field to choose from. */
function showLists() {
  const lists = now.files.filter((file) => file.kind === "list");
  const options = lists.map((file) => make("option", { value: file.key }, file.name));
  element("lists").replaceChildren(make("option", { value: "" }, say("lists_of_phrases", { count: lists.length })), ...options);
  element("lists").value = current()?.kind === "list" ? now.file : "";
  element("lists").hidden = !lists.length;
}

/** The guidelines of the shown file, to jump to. */
function showOutline() {
  const file = current();
  const found = file?.kind === "policy" ? [...file.text.matchAll(/^guideline\s+(\S+)[^\S\n]*(?:"((?:\\.|[^"\\])*)")?/gm)] : [];
  const options = found.map((match) => make("option", { value: String(match.index) }, match[2] || match[1]));
  element("outline").replaceChildren(make("option", { value: "" }, say("go_to_guideline")), ...options);
  element("outline").hidden = !found.length;
}

function addFile(file) {
  now.files.push(file);
  keep();
  showFile(file.key);
  editor.focus();
  later();
}

async function addLayer() {
  const name = await confirm({ title: say("layer_title"), text: say("layer_text"), action: say("layer_add"), field: say("layer_name"), required: true });
  if (!name) return;
  const uppermost = now.files[0];
  const number = now.files.filter((file) => file.kind === "policy").length;
  const text = say("layer_template", { name: name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "layer", title: name, above: uppermost.name });
  now.files.splice(number, 0, { kind: "policy", key: `policy:${number}`, number, name: `${name}.guide`, text, above: "" });
  keep();
  showFile(`policy:${number}`);
  editor.focus();
  later();
}

/** A file was changed by the person. */
function changed(key, text) {
  const file = now.files.find((one) => one.key === key);
  if (!file || file.text === text) return;
  file.text = text;
  keep();
  later();
}

/** What was written survives a reload of this tab, and nothing more: a policy may hold names that are nobody's business. */
function keep() {
  const written = modified() ? JSON.stringify({ digest: now.opened.digest, source: sourceOf(now.files) }) : null;
  if (written) sessionStorage.setItem(KEPT, written);
  else sessionStorage.removeItem(KEPT);
  showActions();
}

// Checking

function later() {
  clearTimeout(pause);
  pause = setTimeout(check, PAUSE);
}

async function check(thorough = false) {
  if (!now.mayWrite) return;
  const mine = (round += 1);
  element("findings").setAttribute("aria-busy", "true");
  try {
    const answer = await ask("POST", "/v1/drafts/check", draft(thorough));
    if (mine !== round) return;
    Object.assign(now, { found: answer.found, checked: answer });
    showFindings(thorough);
  } catch (error) {
    if (mine === round) failed(error, element("findings"), () => check(thorough));
  } finally {
    if (mine === round) element("findings").removeAttribute("aria-busy");
  }
}

function showFindings(thorough) {
  const names = now.files.filter((file) => file.kind === "policy");
  const more = make("button", { type: "button", class: "plain" }, say("check_thoroughly"));
  more.addEventListener("click", () => check(true));
  element("findings").replaceChildren(drawFindings(now.found, names, go), thorough || hasErrors() ? "" : more);
  element("counted").textContent = counted(now.found);
  element("counted").classList.toggle("bad", hasErrors());
  told(counted(now.found));
  showTabs();
  mark();
  showActions();
}

const hasErrors = () => now.found.some((one) => one.severity === "error");

function mark() {
  const file = current();
  editor.mark(file?.kind === "policy" ? now.found.filter((one) => one.where.file === file.number) : []);
}

function go(where) {
  const file = now.files.find((one) => one.kind === "policy" && one.number === where.file);
  if (!file) return;
  if (file.key !== now.file) showFile(file.key);
  editor.go(where.start, where.end);
}

/** Lead to a line of a layer's file. */
function goToLine(layer, line) {
  const named = (file) => (file.number ? (/^\s*layer\s+(\S+)\s+extends/m.exec(file.text)?.[1] ?? "") : "");
  const file = now.files.find((one) => one.kind === "policy" && named(one) === layer);
  if (!file) return;
  const start = file.text.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
  go({ file: file.number, start, end: start });
}

// Tests, a post, changes

async function fill(panel, question, draw) {
  const place = element(panel);
  place.setAttribute("aria-busy", "true");
  place.replaceChildren(make("p", { class: "hint" }, say("working")));
  try {
    place.replaceChildren(draw(await question()));
  } catch (error) {
    failed(error, place, () => fill(panel, question, draw));
  } finally {
    place.removeAttribute("aria-busy");
  }
}

const runTests = () => fill("tests", () => ask("POST", "/v1/drafts/test", draft(element("measured").checked)), (answer) => drawTests(answer, goToLine));
const compare = () => fill("changes", () => ask("POST", "/v1/drafts/compare", draft()), drawChanges);

/** What the opened version came to in shadow, if it was there. */
async function showShadow() {
  const shown = now.opened && now.opened.state !== "draft" && !modified();
  element("shadowed").replaceChildren();
  if (shown && now.opened.state !== "live") await fill("shadowed", () => ask("GET", `/v1/desk/versions/${encodeURIComponent(now.opened.digest)}/shadow`), drawShadow);
}

function tryPost(event) {
  event.preventDefault();
  const fields = new FormData(element("trial"));
  const author = Object.fromEntries(["unit", "region", "team", "role"].map((name) => [name, fields.get(name).trim()]).filter(([, value]) => value));
  const post = { text: fields.get("text"), audience: fields.get("audience"), author };
  fill("trial-answer", () => ask("POST", "/v1/drafts/try", { ...draft(), thorough: undefined, post }), (answer) => drawTrial(answer, post.text));
}

function drawTrial({ draft: decided, live }, text) {
  const same = decided.outcome === live.outcome;
  const verdict = same ? say("trial_same", { outcome: say(`outcome_${live.outcome}`) }) : say("trial_other", { draft: say(`outcome_${decided.outcome}`), live: say(`outcome_${live.outcome}`) });
  return make("div", {}, make("p", { class: same ? "hint" : "notice" }, verdict), drawDecision(decided, text));
}

// Bringing into force

function showActions() {
  const version = now.opened;
  const actions = element("actions");
  if (!version || !now.mayWrite) return actions.replaceChildren();
  const buttons = modified() ? [action("propose", propose, hasErrors()), action("undo_all", undoAll, false, "plain")] : ofVersion(version);
  const state = modified() ? say("written_on", { version: `${version.version} ${short(version.digest)}` }) : "";
  return actions.replaceChildren(make("span", { class: "hint" }, state), ...buttons);
}

function ofVersion(version) {
  const waits = version.state === "draft" || version.state === "shadow";
  const last = version.consents.length === now.consents - 1;
  return [
    waits && !version.consented ? action(last ? "consent_last" : "consent", () => consent(version, last)) : null,
    waits && version.consented ? action("withdraw", () => change("DELETE", version, "consent"), false, "plain") : null,
    version.state === "draft" ? action("shadow", () => change("POST", version, "shadow"), false, "plain") : null,
    waits ? action("retire", () => reasoned(version, "retire"), false, "plain") : null,
    version.state === "live" && now.rollback ? action("rollback", () => reasoned({ ...version, digest: now.rollback }, "rollback"), false, "plain danger") : null,
    version.state === "retired" && version.live_at ? action("rollback_here", () => reasoned(version, "rollback"), false, "plain danger") : null,
  ].filter(Boolean);
}

function action(key, act, disabled = false, look = "primary") {
  const button = make("button", { type: "button", class: look, ...(disabled ? { disabled: "", title: say("errors_first") } : {}) }, say(key));
  button.addEventListener("click", act);
  return button;
}

async function propose() {
  // Some errors show only when it is looked at how the rules go together.
  await check(true);
  if (hasErrors()) return showPanel("findings");
  const note = await confirm({ title: say("propose_title"), text: say("propose_text", { needed: now.consents }), action: say("propose"), field: say("note") });
  if (note === null) return;
  await changing(async () => {
    const version = await ask("POST", "/v1/desk/versions", { source: sourceOf(now.files), note });
    sessionStorage.removeItem(KEPT);
    Object.assign(now, { opened: version, original: sourceOf(now.files) });
    return version;
  });
  return null;
}

async function consent(version, last) {
  const text = [say("consent_text"), last ? say("consent_last_text") : say("consent_more_text")];
  const yes = await confirm({ title: say("consent_title", { version: `${version.version} ${short(version.digest)}` }), text, action: say(last ? "consent_last" : "consent") });
  if (yes !== null) await change("POST", version, "consent");
}

async function reasoned(version, what) {
  const reason = await confirm({ title: say(`${what}_title`), text: say(`${what}_text`), action: say(what), field: say("reason"), required: true, danger: what === "rollback" });
  if (reason) await change("POST", version, what, { reason });
}

const change = (method, version, what, body) => changing(() => ask(method, `/v1/desk/versions/${encodeURIComponent(version.digest)}/${what}`, body));

async function changing(act) {
  try {
    const version = await act();
    element("refusal").replaceChildren();
    told(say("done_state", { version: short(version.digest), state: say(`is_${version.state}`) }));
    await loadVersions();
    const opened = now.versions.find((one) => one.digest === version.digest);
    if (opened && !modified()) await open(opened);
  } catch (error) {
    failed(error, element("refusal"), () => element("refusal").replaceChildren());
    await loadVersions();
  }
}

async function undoAll() {
  const yes = await confirm({ title: say("discard_title"), text: say("discard_text"), action: say("discard"), danger: true });
  if (yes === null) return;
  sessionStorage.removeItem(KEPT);
  begin(now.opened, now.original, now.original);
}

async function format() {
  const file = current();
  if (file?.kind !== "policy") return;
  try {
    const edit = await ask("POST", "/v1/drafts/format", { text: file.text });
    if (edit) editor.replace(edit.from, edit.to, edit.text);
    told(say(edit ? "formatted" : "formatted_already"));
  } catch (error) {
    failed(error, element("refusal"), format);
  }
}

// Panels

function showPanel(name) {
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const chosen = tab.dataset.panel === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    element(`panel-${tab.dataset.panel}`).hidden = !chosen;
  }
  if (name === "tests" && !element("tests").childElementCount) runTests();
  if (name === "changes") {
    showShadow();
    if (now.mayWrite) compare();
  }
}

function panelKeys(event) {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
  showPanel(next.dataset.panel);
  next.focus();
}

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey)) return;
  const acts = { s: format, Enter: () => check(true) };
  if (!acts[event.key] || !now.mayWrite) return;
  event.preventDefault();
  acts[event.key]();
});
window.addEventListener("beforeunload", (event) => {
  if (modified()) event.preventDefault();
});
for (const tab of document.querySelectorAll("[role=tab]")) {
  tab.addEventListener("click", () => showPanel(tab.dataset.panel));
  tab.addEventListener("keydown", panelKeys);
}
element("trial").addEventListener("submit", tryPost);
element("run-tests").addEventListener("click", runTests);
element("format").addEventListener("click", format);
element("add-layer").addEventListener("click", addLayer);
element("lists").addEventListener("change", ({ target }) => {
  showFile(target.value || now.files[0].key);
  editor.focus();
});
element("outline").addEventListener("change", ({ target }) => {
  editor.go(Number(target.value));
  target.value = "";
});

await speak(language());
const at = (offset) => ({ source: sourceOf(now.files), file: current().number, offset, language: language() });
editor = makeEditor(element("editor"), {
  words: JSON.parse(page.words),
  complete: (offset) => ask("POST", "/v1/drafts/complete", at(offset)),
  hover: (offset) => (now.mayWrite ? ask("POST", "/v1/drafts/hover", at(offset)) : Promise.resolve(null)),
  changed,
  label: say("editor_label"),
});
await loadVersions();
const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
const first = now.versions.find((one) => one.digest === kept?.digest) ?? now.versions.find((one) => one.state === "live") ?? now.versions[0];
if (first) await open(first);
if (kept && first?.digest === kept.digest) begin(first, now.original, kept.source);
for (const control of ["format", "add-layer"]) element(control).hidden = !now.mayWrite;
document.body.dataset.ready = "true";
