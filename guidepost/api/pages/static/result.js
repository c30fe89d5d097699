// A decision, drawn.

import { details } from "./details.js";
import { icon, make } from "./dom.js";
import { pieces, placesOf } from "./marks.js";
import { number, plain, say } from "./texts.js";

/** Everything about a decision on `text`. */
export function drawDecision(decision, text) {
  return make(
    "div",
    { class: "decision" },
    banner(decision),
    fixes(decision),
    markedText(decision, text),
    reasons(decision),
    notes(decision),
    advice("you_may", decision.guidance.you_may.map((permission) => permission.says)),
    paragraph("appeal", decision.guidance.appeal),
    risk(decision),
    details(decision),
  );
}

function banner(decision) {
  const { guidance, outcome, case: held } = decision;
  return make(
    "div",
    { class: `banner ${outcome}`, "data-outcome": outcome },
    icon(outcome),
    make(
      "div",
      {},
      make("p", { class: "verdict" }, say(`outcome_${outcome}`)),
      make("p", { class: "headline" }, guidance.headline),
      make("p", { class: "next" }, guidance.next_step),
      held ? make("p", { class: "tags" }, make("span", { class: "tag" }, `${say("queue")}: ${held.queue}`)) : null,
    ),
  );
}

function part(key, ...children) {
  return make("section", { class: `part ${key}` }, make("h3", {}, say(key)), ...children);
}

function advice(key, sentences) {
  return sentences.length ? part(key, make("ul", {}, sentences.map((sentence) => make("li", {}, sentence)))) : null;
}

/** What to change, each with the numbers of the reasons it settles. */
function fixes({ guidance, reasons: all }) {
  const items = guidance.fix.map((sentence) => {
    const settled = all.flatMap((reason, index) => (reason.instead === sentence ? [reasonLink(index, reason.outcome)] : []));
    return make("li", {}, make("span", {}, sentence, settled));
  });
  return items.length ? part("fix", make("ul", {}, items)) : null;
}

function reasonLink(index, outcome) {
  const n = index + 1;
  return make("a", { class: `ref ${outcome}`, href: `#reason-${n}`, "data-n": n, "aria-label": say("reason_n", { n }) });
}

function paragraph(key, sentence) {
  return sentence ? part(key, make("p", {}, sentence)) : null;
}

function markedText(decision, text) {
  if (!decision.reasons.length) return null;
  const cut = pieces(text, decision.reasons);
  const any = cut.some((piece) => piece.reasons.length);
  const shown = make("div", { class: "post", dir: "auto" }, cut.map((piece) => drawPiece(piece, decision.reasons)));
  return part("marked", shown, make("p", { class: "hint" }, say(any ? "marked_hint" : "nothing_marked")));
}

function drawPiece(piece, all) {
  if (!piece.reasons.length) return piece.text;
  const gravest = all[piece.reasons[0]];
  const mark = make(
    "mark",
    { class: gravest.outcome, "data-reasons": piece.reasons.join(" "), title: piece.reasons.map((index) => all[index].says).join("\n") },
    piece.text,
  );
  if (piece.reasons.length > 1) mark.classList.add("several");
  return [mark, piece.ends.map((index) => reasonLink(index, all[index].outcome))];
}

function reasons(decision) {
  if (!decision.reasons.length) return null;
  return part("reasons", make("ol", { class: "cards" }, decision.reasons.map(card)));
}

function card(reason, index) {
  const found = placesOf(reason).length;
  const toggle = make("button", { type: "button", class: "small", "aria-pressed": "false", "data-reason": index }, say("show_marks"));
  return make(
    "li",
    { class: `card ${reason.outcome}`, id: `reason-${index + 1}`, tabindex: "-1", "data-rule": reason.rule },
    make(
      "header",
      {},
      make("span", { class: "n", "aria-hidden": "true" }, String(index + 1)),
      make("h4", {}, reason.says || reason.guideline.title),
      make("span", { class: `chip ${reason.outcome}` }, say(`outcome_${reason.outcome}`)),
    ),
    make(
      "blockquote",
      {},
      make("p", {}, reason.guideline.says),
      make("footer", {}, make("cite", {}, [reason.guideline.title, reason.guideline.cites].filter(Boolean).join(" · "))),
    ),
    make(
      "details",
      { class: "why" },
      make("summary", {}, say("fired_because")),
      make("ul", {}, reason.conditions.map(condition)),
      make("p", { class: "rule" }, make("code", {}, reason.rule), make("code", {}, reason.rule_id)),
    ),
    found ? toggle : null,
  );
}

function condition({ condition: written, signal, value, places }) {
  const known = value !== null && value !== undefined;
  const shown = known ? `${signal} ${plain(value)}` : places.length ? count(places.length) : null;
  return make("li", {}, make("code", {}, written), shown ? make("span", { class: "got" }, shown) : null);
}

const count = (places) => (places === 1 ? say("place_found") : say("places_found", { count: places }));

function notes({ undecided, excused }) {
  const open = undecided.map((one) =>
    say("undecided_hint", { rule: one.rule, signals: one.signals.join(", "), outcome: say(`outcome_${one.outcome}`) }),
  );
  const pardoned = excused.map((one) => say("excused_hint", { rule: one.rule, by: one.by.join(", ") }));
  return [advice("undecided", open), advice("excused", pardoned)].filter(Boolean);
}

function risk(decision) {
  if (!decision.risk_parts.length) return null;
  const rows = [[say("risk_total"), decision.risk, "total"], ...decision.risk_parts.map((part) => [part.guideline, part.risk, "of"])];
  return part(
    "risk",
    make("div", { class: "bars", role: "list" }, rows.map(([name, share, kind]) => bar(name, share, kind))),
    make("p", { class: "hint" }, say("risk_hint")),
  );
}

function bar(name, share, kind) {
  const fill = make("span", { class: "fill" });
  fill.style.inlineSize = `${Math.round(share * 100)}%`;
  return make(
    "div",
    { class: `bar ${kind}`, role: "listitem" },
    make("span", { class: "name" }, name),
    make("span", { class: "track", "aria-hidden": "true" }, fill),
    make("span", { class: "share" }, number(share)),
  );
}
