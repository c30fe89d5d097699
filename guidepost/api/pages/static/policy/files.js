// A policy as a set of files: the uppermost, the layers below it, and the lists of phrases of each.

/** The files of a source. `number` counts the files that the checker reads as policies: 0 is the uppermost. */
export function filesOf(source) {
  const policies = [
    { kind: "policy", key: "policy:0", number: 0, name: source.name, text: source.text, above: "" },
    ...source.layers.map((layer, index) => ({ kind: "policy", key: `policy:${index + 1}`, number: index + 1, ...layer })),
  ];
  const lists = Object.entries(source.lists)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([name, text]) => ({ kind: "list", key: `list:${name}`, name, text }));
  return [...policies, ...lists];
}

/** The source that files make up. */
export function sourceOf(files) {
  const [uppermost, ...layers] = files.filter((file) => file.kind === "policy");
  return {
    name: uppermost.name,
    text: uppermost.text,
    layers: layers.map(({ name, text, above }) => ({ name, text, above })),
    lists: Object.fromEntries(files.filter((file) => file.kind === "list").map(({ name, text }) => [name, text])),
  };
}

/** Whether two sources hold the same texts. */
export function same(one, other) {
  return JSON.stringify(sourceOf(filesOf(one))) === JSON.stringify(sourceOf(filesOf(other)));
}

/** The list files that a policy names and nobody has written yet, under the names they go by in the stack. */
export function missingLists(files) {
  const there = new Set(files.map((file) => file.name));
  const missing = new Set();
  for (const file of files.filter((one) => one.kind === "policy")) {
    const layer = file.number ? /^\s*layer\s+(\S+)\s+extends/m.exec(file.text)?.[1] : null;
    for (const [, name] of file.text.matchAll(/^list\s+\S+\s+from\s+"([^"\\]+)"/gm)) {
      const own = layer ? `${layer}:${name}` : name;
      if (!there.has(own)) missing.add(own);
    }
  }
  return [...missing];
}
