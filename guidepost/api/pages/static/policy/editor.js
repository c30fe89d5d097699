// The text of one file at a time, with what the checker and the language know about it.

import {
  EditorState,
  EditorView,
  autocompletion,
  bracketMatching,
  codeFolding,
  completionKeymap,
  defaultKeymap,
  drawSelection,
  foldGutter,
  foldKeymap,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSelectionMatches,
  highlightSpecialChars,
  history,
  historyKeymap,
  hoverTooltip,
  indentUnit,
  keymap,
  lineNumbers,
  lintGutter,
  lintKeymap,
  search,
  searchKeymap,
  setDiagnostics,
} from "../vendor/codemirror.js";
import { make } from "../dom.js";
import { say } from "../texts.js";
import { colours, folding, guide } from "./guide.js";
import { markdown } from "./markdown.js";

/**
 * An editor in `host`. `words` are those of the language; `complete` and `hover` ask about a place in the shown file; `changed` is told
 * of every change by the person who writes. The style sheet is loaded into a shadow root, which the page's policy for styles allows.
 */
export function makeEditor(host, { words, complete, hover, changed, label }) {
  const shadow = host.attachShadow({ mode: "open" });
  const frame = make("div", { class: "frame" });
  shadow.append(make("link", { rel: "stylesheet", href: "/static/policy/editor.css" }), frame);
  const states = new Map();
  let shown = null;

  const common = [
    lineNumbers(),
    highlightActiveLineGutter(),
    highlightSpecialChars(),
    history(),
    foldGutter(),
    codeFolding(),
    drawSelection(),
    indentUnit.of("  "),
    bracketMatching(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    search({ top: true }),
    lintGutter(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
    // Tab leaves the editor, as everywhere on a page: whoever works by keyboard must never be caught in it.
    keymap.of([...defaultKeymap, ...historyKeymap, ...searchKeymap, ...foldKeymap, ...completionKeymap, ...lintKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed(shown, update.state.doc.toString());
    }),
  ];
  const language = [guide(words), colours, folding, autocompletion({ override: [completing(complete)] }), hoverTooltip(hovering(hover))];
  const view = new EditorView({ parent: frame, root: shadow, state: EditorState.create({ doc: "" }) });

  const begin = (file, readOnly) =>
    EditorState.create({
      doc: file.text,
      extensions: [...common, file.kind === "policy" ? language : [], EditorState.readOnly.of(readOnly)],
    });

  return {
    /** Forget all files: another version is opened. */
    forget() {
      states.clear();
      shown = null;
    },
    /** Show a file where it was left. */
    show(file, { readOnly = false } = {}) {
      if (shown) states.set(shown, view.state);
      const kept = states.get(file.key);
      shown = file.key;
      view.setState(kept && kept.doc.toString() === file.text && kept.readOnly === readOnly ? kept : begin(file, readOnly));
    },
    /** Mark what was found in the shown file. */
    mark(found) {
      const length = view.state.doc.length;
      view.dispatch(setDiagnostics(view.state, found.map((one) => diagnostic(one, length))));
    },
    /** Put the caret at a place and show it. */
    go(start, end = start) {
      const length = view.state.doc.length;
      const selection = { anchor: Math.min(start, length), head: Math.min(end, length) };
      view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: "center" }) });
      view.focus();
    },
    /** Replace a stretch of the text, as if it were typed. */
    replace(from, to, text) {
      view.dispatch({ changes: { from, to, insert: text }, userEvent: "input" });
    },
    focus: () => view.focus(),
  };
}

const SEVERITIES = { error: "error", warning: "warning", hint: "info" };

function diagnostic(found, length) {
  const from = Math.min(found.where.start, length);
  const to = Math.min(Math.max(found.where.end, from), length);
  return {
    from,
    to,
    severity: SEVERITIES[found.severity],
    source: found.code,
    message: found.message,
    renderMessage: () =>
      make("div", { class: "found" }, make("p", {}, found.message), found.hint ? make("p", { class: "hint" }, found.hint) : null),
    actions: found.suggestions.map((text) => ({
      name: say("put_instead", { text }),
      apply: (view, start, end) => view.dispatch({ changes: { from: start, to: end, insert: text }, userEvent: "input" }),
    })),
  };
}

const KINDS = { keyword: "keyword", value: "constant", signal: "property", list: "variable", definition: "variable", guideline: "class", rule: "function" };

function completing(complete) {
  return async (context) => {
    const word = context.matchBefore(/[A-Za-z0-9_.-]+/);
    if (!word && !context.explicit && !/[\s(]$/.test(context.state.sliceDoc(Math.max(0, context.pos - 1), context.pos))) return null;
    const answer = await complete(context.pos).catch(() => null);
    if (!answer || context.aborted || !answer.items.length) return null;
    const options = answer.items.map((item) => ({ label: item.text, type: KINDS[item.kind] ?? "text", detail: item.detail }));
    return { from: answer.from, to: answer.to, options, validFor: /^[A-Za-z0-9_.-]*$/ };
  };
}

function hovering(hover) {
  return async (_view, position) => {
    const answer = await hover(position).catch(() => null);
    if (!answer) return null;
    return { pos: answer.from, end: answer.to, above: true, create: () => ({ dom: make("div", { class: "known" }, markdown(answer.markdown)) }) };
  };
}
