// Asking the server. Every change carries the token that shows the page is ours.

import { language } from "../texts.js";

const csrf = document.querySelector('meta[name="csrf-token"]')?.content ?? "";

/** The server refused; `problem` is its problem (RFC 9457), or null. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.title ?? `status ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/** Nothing came back. */
export class Unreachable extends Error {}

/** The JSON that the server answers with. Throws `Refused` or `Unreachable`. */
export async function ask(method, path, body) {
  const headers = { "Accept-Language": language(), "X-CSRF-Token": csrf };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new Unreachable();
  }
  const content = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(response.status, content);
  return content;
}
