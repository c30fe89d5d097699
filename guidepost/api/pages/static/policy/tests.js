// The policy's own tests.

import { make } from "../dom.js";
import { number, say } from "../texts.js";

/** What the tests said; `go` is called with the layer and line of one that was chosen. */
export function drawTests(answer, go) {
  const failed = answer.tests.filter((test) => test.problems.length);
  const passed = answer.tests.length - failed.length;
  const head = answer.tests.length
    ? make("p", { class: failed.length ? "bad" : "good" }, say("tests_counted", { passed, failed: failed.length }))
    : make("p", { class: "bad" }, say("tests_none"));
  return make(
    "div",
    { class: "tests" },
    head,
    make("p", { class: "hint" }, say("tests_reach", { share: number(answer.share * 100, 0) })),
    failed.length ? make("ol", { class: "findings" }, failed.map((test) => failure(test, go))) : null,
    answer.unseen.length ? unseen(answer.unseen, go) : null,
  );
}

function failure(test, go) {
  const button = make(
    "button",
    { type: "button", class: "finding error" },
    make("span", { class: "message" }, test.title),
    test.problems.map((problem) => make("span", { class: "hint" }, problem)),
  );
  button.addEventListener("click", () => go(test.layer, test.line));
  return make("li", {}, button);
}

function unseen(rules, go) {
  const items = rules.map((rule) => {
    const button = make("button", { type: "button", class: "related" }, rule.rule);
    button.addEventListener("click", () => go(rule.layer, rule.line));
    return make("li", {}, button);
  });
  return make("details", {}, make("summary", {}, say("tests_unseen", { count: rules.length })), make("ul", {}, items));
}
