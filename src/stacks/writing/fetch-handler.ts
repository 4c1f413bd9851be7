import type { FixContext, Policy } from "../../remedy.ts";
import { type Line, mark } from "../stack.ts";
import { jsString, jsStrings } from "./quote.ts";

/** What differs whatever the policy adds. */
export type Part = "preflight" | "origin" | "vary" | "alone" | "errors";

/** What a platform writes otherwise: how the function is declared, and what must leave it although it is thrown. */
interface Form {
  readonly declaration: string;
  readonly rethrow?: string;
}

/**
 * A function that wraps a handler of the platforms that speak the Fetch API (`Request` in, `Response` out): it answers
 * preflights and for a handler that throws, whom the platform would answer without headers, and adds the CORS headers
 * to every answer.
 */
export function withCorsLines(
  policy: Policy,
  changes: readonly Part[],
  { redirect }: FixContext,
  { declaration, rethrow }: Form = { declaration: "function withCors(handler) {" },
): Line[] {
  const { origins, added } = policy;
  const any = origins === "*";
  const newOrigin = added.origins.length > 0;
  const actual = redirect?.step === "actual" ? redirect : null;
  const preflight = changes.includes("preflight");
  const answer: Line[] = [
    mark(preflight, "      if (preflight) return new Response(null, { status: 204 });"),
    actual && "      // In place of the redirect that names `user:password@`.",
    actual && {
      changed: `      if (new URL(request.url).pathname === ${jsString(actual.path)}) return Response.redirect(${jsString(actual.target)}, 307);`,
    },
    "      return handler(request, ...rest);",
  ].filter((line) => line !== null);
  return [
    !any && mark(newOrigin, `const allowedOrigins = new Set(${jsStrings(any ? [] : origins)});`),
    !any && "",
    declaration,
    "  return async (request, ...rest) => {",
    "    const preflight = request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method');",
    "    const answer = async () => {",
    ...answer,
    "    };",
    ...caught(rethrow).map((line) => mark(changes.includes("errors"), line)),
    "    const response = new Response(given.body, given); // the headers of an answer that was fetched cannot be changed",
    changes.includes("alone") && { changed: "    response.headers.delete('Access-Control-Allow-Origin');" },
    ...granted(policy, changes),
    "    return response;",
    "  };",
    "}",
  ];
}

function caught(rethrow?: string): string[] {
  return [
    "    const given = await answer().catch((error) => {",
    ...(rethrow ? [`      ${rethrow}`] : []),
    "      console.error(error);",
    "      return new Response('Internal Server Error', { status: 500 });",
    "    });",
  ];
}

/** GET, HEAD and POST, which browsers do not look for in the list. */
const alwaysAllowed = 3;

function granted(policy: Policy, changes: readonly Part[]): Line[] {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  const any = origins === "*";
  const indent = any ? "    " : "      ";
  const set = (name: string, value: string) => `${indent}response.headers.set(${jsString(name)}, ${value});`;
  const inPreflight = [
    methods.length > alwaysAllowed &&
      mark(added.methods.length > 0, `  ${set("Access-Control-Allow-Methods", jsString(methods.join(", ")))}`),
    headers.length > 0 &&
      mark(added.headers.length > 0, `  ${set("Access-Control-Allow-Headers", jsString(headers.join(", ")))}`),
    maxAge !== null && `  ${set("Access-Control-Max-Age", jsString(String(maxAge)))}`,
  ].filter((line) => line !== false);
  const lines: Line[] = [
    mark(
      changes.includes("origin") || added.origins.length > 0,
      set("Access-Control-Allow-Origin", any ? jsString("*") : "origin"),
    ),
    credentials && mark(added.credentials, set("Access-Control-Allow-Credentials", jsString("true"))),
    exposed.length > 0 && set("Access-Control-Expose-Headers", jsString(exposed.join(", "))),
    ...(inPreflight.length > 0 ? [`${indent}if (preflight) {`, ...inPreflight, `${indent}}`] : []),
  ];
  return any
    ? lines
    : [
        mark(changes.includes("vary"), "    response.headers.append('Vary', 'Origin');"),
        "    const origin = request.headers.get('Origin');",
        "    if (allowedOrigins.has(origin)) {",
        ...lines,
        "    }",
      ];
}

export const instead = "It replaces the lines of the handler that set these headers and answer `OPTIONS` now.";

export const noUserInfo =
  "The user name and password in the URL are lost: let the page send an `Authorization` header instead.";

export const stored = "Copies that are stored already stay wrong: clear the platform's cache, and the browser's.";
