// A question that must be answered before something is done.

import { make } from "../dom.js";
import { say } from "../texts.js";

/** Ask; gives what was written (an empty text where nothing is to be), or null where the person thought better of it. */
export function confirm({ title, text, action, field = null, required = false, danger = false }) {
  const input = field ? make("textarea", { id: "answer-text", rows: "3", maxlength: "2000", ...(required ? { required: "" } : {}) }) : null;
  const go = make("button", { type: "submit", class: danger ? "primary danger" : "primary", value: "go" }, action);
  const stop = make("button", { type: "button", class: "plain" }, say("cancel"));
  const form = make(
    "form",
    { method: "dialog" },
    make("h2", { id: "dialog-title" }, title),
    [text].flat().map((sentence) => make("p", {}, sentence)),
    input ? make("label", { for: "answer-text" }, field) : null,
    input,
    make("div", { class: "buttons" }, stop, go),
  );
  const dialog = make("dialog", { "aria-labelledby": "dialog-title" }, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    stop.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "go" ? (input?.value.trim() ?? "") : null);
      dialog.remove();
    });
  });
}
