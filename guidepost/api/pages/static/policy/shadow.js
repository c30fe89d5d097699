// What a version in shadow would have decided otherwise.

import { make } from "../dom.js";
import { language, number, say } from "../texts.js";

const OUTCOMES = ["allow", "advise", "acknowledge", "review", "block"];

/** What it came to beside the newest live version. */
export function drawShadow({ beside }) {
  const [newest] = beside;
  if (!newest || !newest.posts) return make("p", { class: "hint" }, say("shadow_nothing"));
  const share = (count) => `${count.toLocaleString(language())} (${number((100 * count) / newest.posts, 1)} %)`;
  return make(
    "section",
    { class: "group" },
    make("h3", {}, say("shadow_title", { count: newest.posts.toLocaleString(language()) })),
    make("p", {}, say("shadow_counts", { stricter: share(newest.stricter), milder: share(newest.milder) })),
    newest.dropped || newest.failed ? make("p", { class: "bad" }, say("shadow_missed", { dropped: newest.dropped, failed: newest.failed })) : null,
    table(newest.outcomes),
    rules(newest.rules.filter((rule) => rule.newly || rule.no_more)),
  );
}

function table(outcomes) {
  const rows = OUTCOMES.flatMap((live) =>
    OUTCOMES.filter((other) => other !== live && outcomes[live]?.[other]).map((other) =>
      make("tr", {}, make("td", {}, say(`outcome_${live}`)), make("td", {}, say(`outcome_${other}`)), make("td", { class: "amount" }, outcomes[live][other].toLocaleString(language()))),
    ),
  );
  if (!rows.length) return make("p", { class: "good" }, say("shadow_same"));
  const head = ["shadow_live", "shadow_here", "shadow_posts"].map((key) => make("th", { scope: "col" }, say(key)));
  return make("table", { class: "pairs" }, make("thead", {}, make("tr", {}, head)), make("tbody", {}, rows));
}

function rules(moved) {
  if (!moved.length) return null;
  const items = moved.map((rule) => make("li", {}, make("code", {}, rule.name), " ", say("shadow_rule", { newly: rule.newly, no_more: rule.no_more })));
  return make("ul", { class: "moved" }, items);
}
