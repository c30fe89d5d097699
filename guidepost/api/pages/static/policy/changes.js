// What a draft would change against the live version, by guideline.

import { make } from "../dom.js";
import { say } from "../texts.js";

/** The difference as the server tells it. */
export function drawChanges({ difference, empty, effect }) {
  if (empty) return make("p", { class: "good" }, say("changes_none"));
  return make(
    "div",
    { class: "changes" },
    make("p", { class: `effect ${effect}` }, say(`effect_${effect}`)),
    difference.changes.length ? group(say("changes_head"), difference.changes.map(change)) : null,
    difference.lists.map(words),
    difference.definitions.map((one) => group(`${say("definition")} ${one.name}`, [beforeAfter(one.before, one.after)], one.kind)),
    difference.guidelines.map((guideline) =>
      group(guideline.title, [...guideline.changes.map(change), ...guideline.rules.map(rule)], guideline.kind),
    ),
  );
}

function group(title, children, kind = "changed") {
  return make("section", { class: "group" }, make("h3", {}, tag(kind), " ", title), children);
}

const tag = (kind) => make("span", { class: `tag ${kind}` }, say(`kind_${kind}`));

function rule(one) {
  return make(
    "div",
    { class: "rule" },
    make("p", {}, tag(one.kind), " ", make("code", {}, one.name), " ", make("span", { class: `effect ${one.effect}` }, say(`effect_${one.effect}`))),
    one.kind === "changed" ? one.changes.map(change) : null,
  );
}

function change(one) {
  const label = one.language ? `${one.aspect} ${one.language}` : one.aspect;
  return make("div", { class: "change" }, make("code", { class: "aspect" }, label), beforeAfter(one.before, one.after));
}

function beforeAfter(before, after) {
  return make(
    "div",
    { class: "before-after" },
    before === null ? null : make("del", {}, before),
    after === null ? null : make("ins", {}, after),
  );
}

const MOST = 12;

function words(list) {
  const few = (phrases) => (phrases.length > MOST ? `${phrases.slice(0, MOST).join(", ")} … (+${phrases.length - MOST})` : phrases.join(", "));
  const parts = [list.removed.length ? make("del", {}, few(list.removed)) : null, list.added.length ? make("ins", {}, few(list.added)) : null];
  return group(`${say("list")} ${list.name}`, [make("div", { class: "before-after" }, parts)], list.kind);
}
