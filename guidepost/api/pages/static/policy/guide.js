// How the guideline language is coloured.

import { HighlightStyle, StreamLanguage, foldService, syntaxHighlighting, tags } from "../vendor/codemirror.js";

const SECTIONS = new Set(["policy", "list", "define", "guideline", "test", "may", "should", "must"]);
const OUTCOMES = new Set(["allow", "advise", "acknowledge", "review", "block"]);

/** The language; `words` are those that cannot be names. */
export function guide(words) {
  const reserved = new Set(words);
  return StreamLanguage.define({
    name: "guide",
    startState: () => ({ before: "" }),
    token(stream, state) {
      if (stream.eatSpace()) return null;
      const first = stream.sol() || /^\s*$/.test(stream.string.slice(0, stream.start));
      if (stream.match(/#.*/)) return "comment";
      if (stream.match(/"(\\.|[^"\\])*"?/)) return "string";
      if (state.before === "matches" && stream.match(/\/(\\.|[^/\\])+\/i?/)) return "regexp";
      if (stream.match(/[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}:[0-9]{2}|[0-9]+(\.[0-9]+)?%?/)) return "number";
      if (stream.match(/[<>=!]+/)) return "operator";
      const name = stream.match(/[A-Za-z][A-Za-z0-9_/]*([-.][A-Za-z0-9_]+)*/);
      if (!name) {
        stream.next();
        return "punctuation";
      }
      const word = name[0];
      state.before = word;
      if (first && SECTIONS.has(word)) return "heading";
      if (OUTCOMES.has(word)) return "atom";
      if (reserved.has(word)) return "keyword";
      return word.includes(".") ? "propertyName" : "variableName";
    },
    languageData: { commentTokens: { line: "#" } },
  });
}

/** Colours by class, so that the style sheet decides for light and dark. */
export const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.comment, class: "g-comment" },
    { tag: tags.string, class: "g-string" },
    { tag: tags.regexp, class: "g-string" },
    { tag: tags.number, class: "g-number" },
    { tag: tags.heading, class: "g-section" },
    { tag: tags.atom, class: "g-outcome" },
    { tag: tags.keyword, class: "g-keyword" },
    { tag: tags.propertyName, class: "g-signal" },
    { tag: tags.variableName, class: "g-name" },
  ]),
);

/** A guideline folds with its rules, any other section alone. */
export const folding = foldService.of((state, lineStart, lineEnd) => {
  const opening = /^(guideline|test|policy|define)\b/.exec(state.doc.lineAt(lineStart).text);
  if (!opening) return null;
  let end = lineEnd;
  for (let number = state.doc.lineAt(lineStart).number + 1; number <= state.doc.lines; number += 1) {
    const line = state.doc.line(number);
    if (/^\S/.test(line.text)) break;
    if (line.text.trim()) end = line.to;
  }
  return end > lineEnd ? { from: lineEnd, to: end } : null;
});
