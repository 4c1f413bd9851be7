import { groupBy, unique } from "../collections.ts";
import { diagnoseFetches } from "../diagnose.ts";
import { isAllowed } from "../diagnosis.ts";
import { lastHop } from "../exchange.ts";
import { getHeader, splitList } from "../fetch/headers.ts";
import { isCorsSafelistedResponseHeaderName } from "../fetch/safelisted-response-headers.ts";
import type { AnsweredQuestion } from "./answered-question.ts";
import { allowsOrigin } from "./questions.ts";
import type { AuditRule } from "./read-config.ts";

/** A response header that a rule states as exposed, at one URL. */
export interface ExposedHeader {
  readonly url: string;
  readonly name: string;
  /** Whether pages can read it; `untested` where the audit sent no request that the server allows. */
  readonly state: "exposed" | "hidden" | "untested";
  /** The origin of the request; "" where none was sent. */
  readonly origin: string;
  readonly method: string;
  /** The value of `Access-Control-Expose-Headers`; null where the response has none. */
  readonly got: string | null;
}

/**
 * What the server exposes of the headers that the rules state. A response may lack the header itself: its name in
 * `Access-Control-Expose-Headers` is what counts.
 * @see https://fetch.spec.whatwg.org/#http-access-control-expose-headers
 */
export function exposedHeadersOf(rules: readonly AuditRule[], stated: readonly AnsweredQuestion[]): ExposedHeader[] {
  const found = rules.flatMap((rule) =>
    rule.urls.flatMap((url) => {
      const answers = stated.filter((answer) => isReadable(answer, rule, url));
      return rule.exposedHeaders
        .filter((name) => !isCorsSafelistedResponseHeaderName(name.toLowerCase()))
        .flatMap((name) =>
          answers.length > 0 ? answers.map((answer) => exposureIn(answer, url, name)) : [untested(url, name)],
        );
    }),
  );
  return [...groupBy(found, ({ url, name }) => `${url} ${name.toLowerCase()}`).values()].flatMap(
    ([first, ...others]) =>
      [first, ...others].toSorted((a, b) => states.indexOf(a.state) - states.indexOf(b.state))[0] ?? [],
  );
}

/** The state that stands for several requests comes first. */
const states: readonly ExposedHeader["state"][] = ["hidden", "exposed", "untested"];

/** True for a response to a request of the rule that a page can read. */
function isReadable(
  { question, fetch, recording, preflightOnly }: AnsweredQuestion,
  rule: AuditRule,
  url: string,
): boolean {
  const { call, actual } = question;
  if (
    !rule.methods.includes(call.method) ||
    preflightOnly ||
    !actual ||
    call.url !== url ||
    !allowsOrigin(rule, call.origin)
  )
    return false;
  return diagnoseFetches([fetch], recording).some(isAllowed);
}

function exposureIn({ question: { call }, fetch }: AnsweredQuestion, url: string, name: string): ExposedHeader {
  const { actual } = lastHop(fetch);
  const got = getHeader(actual?.responseHeaders ?? [], "Access-Control-Expose-Headers");
  const names = unique(splitList(got ?? "").map((part) => part.toLowerCase()));
  const isExposed = names.includes(name.toLowerCase()) || (names.includes("*") && call.credentials === "omit");
  return { url, name, state: isExposed ? "exposed" : "hidden", origin: call.origin, method: call.method, got };
}

function untested(url: string, name: string): ExposedHeader {
  return { url, name, state: "untested", origin: "", method: "", got: null };
}
