// The little Markdown that the language's explanations use: paragraphs, lists, code, bold and italic. Text is only ever set as text.

import { make } from "../dom.js";

/** Elements for a Markdown text. */
export function markdown(text) {
  return text
    .split(/\n{2,}/)
    .filter((block) => block.trim())
    .map(block);
}

function block(text) {
  const fence = /^```\w*\n([\s\S]*?)\n?```$/.exec(text.trim());
  if (fence) return make("pre", {}, fence[1]);
  const lines = text.split("\n");
  if (lines.every((line) => /^[-*] /.test(line))) return make("ul", {}, lines.map((line) => make("li", {}, inline(line.slice(2)))));
  return make("p", {}, inline(text));
}

function inline(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\*[^*]+\*)/).map((piece) => {
    if (/^`.+`$/.test(piece)) return make("code", {}, piece.slice(1, -1));
    if (/^\*\*.+\*\*$/.test(piece)) return make("strong", {}, piece.slice(2, -2));
    if (/^\*.+\*$/.test(piece)) return make("em", {}, piece.slice(1, -1));
    return piece;
  });
}
