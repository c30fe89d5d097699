// What went wrong, told kindly, with a way on.

import { icon, make } from "./dom.js";
import { say } from "./texts.js";

/** The server answered with a problem (RFC 9457), or with something unexpected (`problem` is null). */
export function drawProblem(problem, retry) {
  const errors = problem?.errors ?? [];
  return draw(
    problem?.title ?? say("error_title"),
    problem?.detail ?? "",
    errors.length > 1 ? make("ul", {}, errors.map((error) => make("li", {}, make("code", {}, error.pointer), " ", error.message))) : null,
    problem?.instance ? make("p", { class: "hint" }, say("request_id", { id: problem.instance })) : null,
    again(retry),
  );
}

/** No answer came. */
export function drawUnreachable(retry) {
  return draw(say("unreachable_title"), say("unreachable"), again(retry));
}

function draw(title, detail, ...rest) {
  const words = make("div", {}, make("p", { class: "headline" }, title), make("p", { class: "next" }, detail), ...rest);
  return make("div", { class: "banner failure" }, icon("error"), words);
}

function again(retry) {
  const button = make("button", { type: "button", class: "small" }, say("retry"));
  button.addEventListener("click", retry);
  return button;
}
