import type { FixContext, Policy } from "../../remedy.ts";
import { type Line, mark } from "../stack.ts";
import { allowedOriginsLines, grantStatements } from "./js-headers.ts";
import { jsString } from "./quote.ts";

/** The parts of the code that may differ from today's even if the policy adds nothing. */
export type Part = "preflight" | "origin" | "vary" | "alone" | "errors";

interface Form {
  readonly declaration: string;
  /** A statement that throws again what the platform throws for its own ends, such as a redirect. */
  readonly rethrow?: string;
}

/**
 * A function that wraps a handler of the platforms that use the Fetch API (`Request` in, `Response` out). It answers
 * preflights, answers 500 where the handler throws, because the platform's own response would lack the headers, and adds
 * the CORS headers to every response.
 */
export function withCorsLines(
  policy: Policy,
  changes: readonly Part[],
  { redirect }: FixContext,
  { declaration, rethrow }: Form = { declaration: "function withCors(handler) {" },
): Line[] {
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
    ...allowedOriginsLines(policy),
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

function granted(policy: Policy, changes: readonly Part[]): Line[] {
  return grantStatements(policy, {
    call: "response.headers.set",
    origin: "request.headers.get('Origin')",
    vary: "response.headers.append('Vary', 'Origin');",
    indent: "    ",
    changes,
  });
}

/** The export that Cloudflare and Vercel run. */
export const fetchExport = "export default { fetch: withCors(handle) };";

export const replacesHandlerLines =
  "It replaces the lines of the handler that set these headers and answer `OPTIONS` now.";

export const preflightBeforeRedirect =
  "`OPTIONS` is answered before the redirect; the actual request is redirected as before.";

export const varyBeforeComparison =
  "`Vary` comes before the comparison: the answer to a foreign origin, or to none, must vary too.";

export const clearPlatformCache =
  "Copies that are stored already stay wrong: clear the platform's cache, and the browser's.";
