import { type Diagnosis, isAllowed } from "../diagnosis.ts";
import { lastHop, type Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { createHistory } from "../history/history.ts";
import { unreadableNames } from "../notes/unreadable-response-headers.ts";
import type { Fix } from "./fix.ts";
import { fixesOfServer, serverToFix } from "./fixes.ts";
import type { RequiredChanges } from "./required-changes.ts";

/**
 * The fixes that let the page of an allowed fetch read the response headers that a note names, for each stack; empty where the
 * page can read all that it may need.
 * @see https://fetch.spec.whatwg.org/#http-access-control-expose-headers
 */
export function exposeFixes(diagnosis: Diagnosis, recording: Recording): readonly Fix[] {
  const { fetch, credentials } = diagnosis;
  const hop = lastHop(fetch);
  if (!isAllowed(diagnosis) || fetch.mode !== "cors" || hop.origin === "null") return [];
  const names = unreadableNames({ fetch, hop, credentials, history: createHistory(recording) });
  return names.length === 0 ? [] : fixesThatExpose(names, diagnosis, recording);
}

/** The fixes that let the page of an allowed fetch read these response headers. */
export function fixesThatExpose(names: readonly string[], diagnosis: Diagnosis, recording: Recording): readonly Fix[] {
  const { url, origin } = lastHop(diagnosis.fetch);
  const required: RequiredChanges = {
    diagnosis,
    url,
    origin,
    exposedNames: names,
    // The fetch was allowed, so the server grants the rest already.
    method: "GET",
    headerNames: [],
    credentials: "omit",
    remedies: ["grant"],
    pageChanges: [],
    pageFirst: false,
    responseHeaderNames: [],
  };
  return fixesOfServer([required], serverToFix([required], originOf(url), recording));
}
