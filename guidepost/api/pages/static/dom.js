// Building elements. Text is only ever set as text.

/** An element with a class, attributes and children; strings become text, nothing becomes nothing. */
export function make(tag, { class: name, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  allow: "M4 12.5l5.5 5.5L20 7",
  advise: "M12 11v6M12 7.25v.5M12 2.5a9.5 9.5 0 1 0 0 19a9.5 9.5 0 0 0 0-19z",
  acknowledge: "M12 8.5v5M12 16.75v.5M12 3L2.5 20h19z",
  review: "M2 12s3.5-6.5 10-6.5S22 12 22 12s-3.5 6.5-10 6.5S2 12 2 12zM12 9a3 3 0 1 0 0 6a3 3 0 0 0 0-6z",
  block: "M8.25 2.5h7.5l5.75 5.75v7.5l-5.75 5.75h-7.5L2.5 15.75v-7.5zM8 12h8",
  error: "M6 6l12 12M18 6L6 18",
};

/** A drawn icon, for eyes only: the words beside it say the same. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}
