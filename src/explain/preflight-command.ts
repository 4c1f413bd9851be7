import type { Diagnosis } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { isToken } from "../fetch/headers.ts";
import { pageSetUnsafeHeaderNames } from "../fetch/page-set-headers.ts";
import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { visible } from "../text/visible.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";
import { posixOption, posixWord } from "./shell.ts";

/**
 * The `cors-panel preflight` command, for POSIX shells, that exits with 0 once the server allows the request of this fetch.
 * Null where no command can tell: for a URL that is not http, an unknown origin, and values that a shell or a terminal may
 * misread. It has `--actual`, with which the request itself is sent, only where a preflight cannot show the refusal.
 */
export function preflightCommand({ fetch, verdict, credentials }: Diagnosis): string | null {
  const [first] = fetch.hops;
  const last = lastHop(fetch);
  const isRedirected = first !== undefined && first !== last;
  const { url, method } = first ?? last;
  if (!/^https?:/i.test(url) || !URL.canParse(url) || !isToken(method) || fetch.origin === "") return null;
  const { preflight, actual } = first ?? last;
  const withoutPreflight = actual ? pageSetUnsafeHeaderNames(actual) : [];
  const names = preflight ? requestedHeaderNames(preflight.requestHeaders) : withoutPreflight;
  // A name without a value needs no preflight for these, so the command would not ask what the browser asked.
  const sent = names.filter((name) => isToken(name) && !/^(?:accept|accept-language|content-language)$/.test(name));
  const needsPreflight = sent.length > 0 || !isCorsSafelistedMethod(method);
  const needsActual = verdict?.step === "actual" || isRedirected || !needsPreflight;
  const words = [
    "cors-panel preflight",
    posixWord(new URL(url).href),
    posixOption("--origin", fetch.origin),
    ...(method === "GET" ? [] : [posixOption("--method", method)]),
    ...sent.slice(0, maxHeaders).map((name) => posixOption("--header", name)),
    ...(credentials === "include" ? ["--credentials include"] : []),
    ...(needsActual ? ["--actual"] : []),
  ];
  const command = words.join(" ");
  return visible(command) === command && command.length <= maxLength && sent.length <= maxHeaders ? command : null;
}

const maxHeaders = 30;
const maxLength = 2000;
