// The technical side of a decision, folded away.

import { make } from "./dom.js";
import { number, plain, say } from "./texts.js";

/** Signals, policy, providers and times. */
export function details(decision) {
  return make(
    "details",
    { class: "technical" },
    make("summary", {}, say("details")),
    make("h4", {}, say("signals")),
    signalTable(decision.signals),
    make("h4", {}, say("timings")),
    pairs(Object.entries(decision.timings_ms).map(([stage, milliseconds]) => [stage, `${number(milliseconds)} ms`])),
    make("h4", {}, say("providers")),
    pairs(Object.entries(decision.providers)),
    make("h4", {}, say("policy")),
    pairs([
      [say("policy"), `${decision.policy.title} ${decision.policy.version}`],
      [say("digest"), make("code", {}, decision.policy.digest)],
      [say("decision"), make("code", {}, decision.id)],
      [say("decided_at"), decision.decided_at],
    ]),
  );
}

function signalTable(signals) {
  const head = make("tr", {}, ["signal", "value", "provider"].map((key) => make("th", { scope: "col" }, say(key))));
  const rows = signals.map((signal) =>
    make("tr", {}, make("th", { scope: "row" }, signal.signal), make("td", {}, content(signal)), make("td", {}, signal.provider)),
  );
  return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("signals") }, make("table", {}, make("thead", {}, head), make("tbody", {}, rows)));
}

function content({ value, places, unknown }) {
  if (unknown) return make("span", { class: "unknown" }, say("unknown", { reason: say(`unknown_${unknown}`) }));
  if (places) return places.length ? say(places.length === 1 ? "place_found" : "places_found", { count: places.length }) : say("none_found");
  return plain(value);
}

function pairs(entries) {
  return make("dl", { class: "facts" }, entries.flatMap(([name, text]) => [make("dt", {}, name), make("dd", {}, text)]));
}
