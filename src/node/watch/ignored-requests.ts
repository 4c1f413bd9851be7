import type { Diagnosis } from "../../diagnosis.ts";
import { lastHop } from "../../exchange.ts";

/**
 * A request that a matcher leaves out: by the start of its URL, by a pattern that its URL matches, or by a function that
 * returns true for it. The start of a URL is a whole origin at least: `https://api.example` does not match
 * `https://api.example.evil`.
 */
export type IgnoreRule = string | RegExp | ((diagnosis: Diagnosis) => boolean);

/** A function that returns true for each request that one of the rules matches, by the URL of its first or last hop. */
export function readIgnoreRules(
  ignore: IgnoreRule | readonly IgnoreRule[] | undefined,
): (diagnosis: Diagnosis) => boolean {
  const rules: readonly unknown[] = ignore === undefined ? [] : Array.isArray(ignore) ? ignore : [ignore];
  const tests = rules.map(readRule);
  return (diagnosis) => tests.some((test) => test(diagnosis));
}

/** @throws TypeError when the rule matches nothing because of a mistake. */
function readRule(rule: unknown): (diagnosis: Diagnosis) => boolean {
  if (typeof rule === "function") return (diagnosis) => Boolean(rule(diagnosis));
  // A new pattern, because a global one continues at the place of its last match.
  if (rule instanceof RegExp) {
    const pattern = new RegExp(rule.source, rule.flags.replace(/[gy]/g, ""));
    return (diagnosis) => urlsOf(diagnosis).some((url) => pattern.test(url));
  }
  if (typeof rule !== "string" || !URL.canParse(rule)) {
    const shown = typeof rule === "string" ? JSON.stringify(rule) : String(rule);
    throw new TypeError(
      `ignore takes the start of a URL such as "https://api.example/", a RegExp or a function, not ${shown}.`,
    );
  }
  const { href } = new URL(rule);
  return (diagnosis) => urlsOf(diagnosis).some((url) => url.startsWith(href));
}

function urlsOf({ fetch }: Diagnosis): string[] {
  const last = lastHop(fetch);
  return [(fetch.hops[0] ?? last).url, last.url];
}
