// What the checker found, the gravest first; each leads to its place.

import { make } from "../dom.js";
import { say } from "../texts.js";

const ORDER = ["error", "warning", "hint"];

/** A list of findings; `go` is called with one that was chosen. */
export function drawFindings(found, files, go) {
  if (!found.length) return make("p", { class: "good" }, say("nothing_found"));
  const sorted = [...found].sort(
    (one, other) =>
      ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity) || one.where.file - other.where.file || one.where.start - other.where.start,
  );
  return make("ol", { class: "findings" }, sorted.map((one) => item(one, files, go)));
}

function item(one, files, go) {
  const place = `${files[one.where.file]?.name ?? ""}:${one.where.line}`;
  const button = make(
    "button",
    { type: "button", class: `finding ${one.severity}` },
    make("span", { class: "kind" }, say(`severity_${one.severity}`)),
    make("span", { class: "message" }, one.message),
    one.hint ? make("span", { class: "hint" }, one.hint) : null,
    make("span", { class: "place" }, `${place} · ${one.code}`),
  );
  button.addEventListener("click", () => go(one.where));
  const related = one.related.map(([where, note]) => {
    const link = make("button", { type: "button", class: "related" }, `${note} (${files[where.file]?.name ?? ""}:${where.line})`);
    link.addEventListener("click", () => go(where));
    return link;
  });
  return make("li", {}, button, related);
}

/** How many there are of each severity, in words. */
export function counted(found) {
  const number = (severity) => found.filter((one) => one.severity === severity).length;
  return say("counted", { errors: number("error"), warnings: number("warning") });
}
