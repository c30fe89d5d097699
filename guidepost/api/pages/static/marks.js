// Where the places of reasons lie in a text, cut so that overlapping places become pieces that belong to several reasons.

/** The places of one reason, in UTF-16 units (what JavaScript strings count), without doubles. */
export function placesOf(reason) {
  const seen = new Map();
  for (const condition of reason.conditions) {
    for (const place of condition.places) {
      if (place.utf16_end > place.utf16_start) seen.set(`${place.utf16_start}-${place.utf16_end}`, place);
    }
  }
  return [...seen.values()];
}

/** The places of one reason as ranges; those with nothing but space between them become one, as a reader would mark them. */
function rangesOf(reason, text) {
  const ranges = [];
  for (const { utf16_start: start, utf16_end: end } of placesOf(reason).sort((a, b) => a.utf16_start - b.utf16_start)) {
    const last = ranges.at(-1);
    if (last && (start <= last.end || !text.slice(last.end, start).trim())) last.end = Math.max(last.end, end);
    else ranges.push({ start, end });
  }
  return ranges;
}

/** The text in pieces: `{text, reasons, ends}`, `reasons` being the indexes of all reasons that mean it, `ends` those whose place ends there. */
export function pieces(text, reasons) {
  const spans = reasons.flatMap((reason, index) => rangesOf(reason, text).map((range) => ({ ...range, index })));
  const cuts = [...new Set([0, text.length, ...spans.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, at) => {
    const end = cuts[at + 1];
    const here = spans.filter((span) => span.start <= start && span.end >= end);
    const unique = (list) => [...new Set(list.map((span) => span.index))].sort((a, b) => a - b);
    return { text: text.slice(start, end), reasons: unique(here), ends: unique(here.filter((span) => span.end === end)) };
  });
}
