import { memoPerOwner } from "../collections.ts";
import { type Diagnosis, isAllowed } from "../diagnosis.ts";
import { lastHop, type Recording } from "../exchange.ts";
import { originOf } from "../fetch/origin.ts";
import { unreadableNames } from "../notes/unreadable-response-headers.ts";
import { type ServerGrants, serverGrants } from "./current-grants.ts";
import type { Fix } from "./fix.ts";
import { fixesOfServer, type StackFixes, serverToFix } from "./fixes.ts";
import { firstFolder } from "./folder.ts";
import type { RequiredChanges } from "./required-changes.ts";

/**
 * The fixes that let the page of an allowed fetch read the response headers that a note names, for each stack; empty where the
 * page can read all that it may need.
 * @see https://fetch.spec.whatwg.org/#http-access-control-expose-headers
 */
export function exposeFixes(diagnosis: Diagnosis, recording: Recording): readonly Fix[] {
  return exposeFixesByStack(diagnosis, recording).flatMap(({ fixes }) => fixes());
}

/** The fixes that `exposeFixes` returns, stack by stack. */
export function exposeFixesByStack(diagnosis: Diagnosis, recording: Recording): readonly StackFixes[] {
  const { fetch, credentials } = diagnosis;
  const hop = lastHop(fetch);
  if (!isAllowed(diagnosis) || fetch.mode !== "cors" || hop.origin === "null") return [];
  const names = unreadableNames({ hop, credentials });
  return names.length === 0 ? [] : rememberedFixes(names, diagnosis, recording);
}

/** The fixes that let the page of an allowed fetch read these response headers. */
export function fixesThatExpose(names: readonly string[], diagnosis: Diagnosis, recording: Recording): readonly Fix[] {
  return stacksThatExpose(names, diagnosis, recording).flatMap(({ fixes }) => fixes());
}

/** Thousands of responses of a server hide the same headers; deciding on each takes 60 µs, finding the decision again 3 µs. */
function rememberedFixes(names: readonly string[], diagnosis: Diagnosis, recording: Recording): readonly StackFixes[] {
  const { url, origin, actual } = lastHop(diagnosis.fetch);
  const server = serverGrants(recording, originOf(url));
  const folder = firstFolder(url);
  const isOpen = server.grantsBelow(folder).openUrls.has(url);
  // An allowed fetch may have findings: what the browser would have refused with credentials.
  const { findings } = diagnosis;
  if (findings.some(({ remedy }) => remedy === "avoid-redirect")) return stacksThatExpose(names, diagnosis, recording);
  const subjects = findings.map(({ subject, names }) => [subject, names]);
  const key = JSON.stringify([names, origin, folder, isOpen, (actual?.status ?? 0) >= 400, subjects]);
  return rememberByServer(server, key, () => stacksThatExpose(names, diagnosis, recording));
}

const rememberByServer = memoPerOwner<ServerGrants, readonly StackFixes[]>(100);

function stacksThatExpose(names: readonly string[], diagnosis: Diagnosis, recording: Recording): StackFixes[] {
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
