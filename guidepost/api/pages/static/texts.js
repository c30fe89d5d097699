// What the page says, in the language of the document.

let texts = {};

export const language = () => document.documentElement.lang;

/** The text for a key, with `{names}` filled in. */
export function say(key, values = {}) {
  return texts[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export const number = (value, digits = 2) =>
  value.toLocaleString(language(), { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** A signal's value for people. */
export function plain(value) {
  if (Array.isArray(value)) return value.join(", ") || "–";
  return typeof value === "number" && !Number.isInteger(value) ? number(value) : String(value);
}

/** Load a language and put it wherever the page names a text. */
export async function speak(wanted) {
  const response = await fetch(`/static/texts/${wanted}.json`);
  if (!response.ok) throw new Error(`no texts in ${wanted}`);
  texts = await response.json();
  document.documentElement.lang = wanted;
  document.title = `${texts[document.body.dataset.titleKey ?? "title"]} · Guidepost`;
  for (const element of document.querySelectorAll("[data-t]")) element.textContent = texts[element.dataset.t];
  for (const element of document.querySelectorAll("[data-t-label]")) element.ariaLabel = texts[element.dataset.tLabel];
  for (const element of document.querySelectorAll("[data-t-placeholder]")) element.placeholder = texts[element.dataset.tPlaceholder];
  for (const link of document.querySelectorAll("[data-language]")) {
    if (link.dataset.language === wanted) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** Remember the language for the next visit; the server reads it to answer in it at once. */
export function remember(wanted) {
  document.cookie = `language=${wanted}; path=/; max-age=31536000; samesite=strict`;
}
