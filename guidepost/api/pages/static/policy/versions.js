// The versions of the policy: which is live, which are tried, which wait for consent.

import { make } from "../dom.js";
import { language, say } from "../texts.js";

/** A digest short enough to read out. */
export const short = (digest) => digest.replace("sha256:", "").slice(0, 8);

const when = (moment) => new Date(moment).toLocaleString(language(), { dateStyle: "medium", timeStyle: "short" });

/** The list; `open` is called with a version that was chosen. */
export function drawVersions(versions, consents, current, open) {
  const groups = ["live", "shadow", "draft"].map((state) => section(state, versions.filter((one) => one.state === state), consents, current, open));
  const retired = versions.filter((one) => one.state === "retired");
  if (retired.length) {
    groups.push(make("details", {}, make("summary", {}, say("state_retired", { count: retired.length })), list(retired, consents, current, open)));
  }
  return groups;
}

function section(state, versions, consents, current, open) {
  if (!versions.length) return null;
  return make("section", {}, make("h3", {}, say(`state_${state}`)), list(versions, consents, current, open));
}

function list(versions, consents, current, open) {
  return make(
    "ul",
    {},
    versions.map((version) => {
      const waiting = version.state === "draft" || version.state === "shadow";
      const button = make(
        "button",
        { type: "button", class: `version ${version.state}`, "aria-pressed": String(version.digest === current) },
        make("span", { class: "name" }, version.version || say("no_version"), " ", make("code", {}, short(version.digest))),
        make("span", { class: "about" }, about(version)),
        waiting ? make("span", { class: "about" }, say("consents_of", { count: version.consents.length, needed: consents, names: version.consents.map((one) => one.name).join(", ") || "–" })) : null,
        version.note ? make("span", { class: "note" }, version.note) : null,
        version.problem ? make("span", { class: "bad" }, version.problem) : null,
      );
      button.addEventListener("click", () => open(version));
      return make("li", {}, button);
    }),
  );
}

function about(version) {
  if (version.state === "live" && version.live_at) return say("live_since", { when: when(version.live_at) });
  const by = version.proposed_by ?? say("nobody");
  return say("proposed", { by, when: when(version.proposed_at) });
}
