import type { FixContext, Policy } from "../../remedy.ts";
import { type Line, mark } from "../stack.ts";
import { asWhole } from "./grant-headers.ts";
import { addsToLists, allowedOriginsLines, grantStatements, headerStatements } from "./js-headers.ts";
import { jsString } from "./quote.ts";

/** The parts of the code that may differ from today's even if the policy adds nothing. */
export type Part = "preflight" | "origin" | "vary" | "alone" | "errors";

interface Form {
  readonly declaration: string;
  /** A statement that throws again what the platform throws for its own ends, such as a redirect. */
  readonly rethrow?: string;
}

/** What surrounds the function `withCors` in the code of a platform. */
interface Frame {
  readonly before?: readonly Line[];
  readonly after: readonly Line[];
}

/**
 * The code of a platform that runs handlers: `withCors` with what surrounds it. A change that only adds to lists is the lines
 * that set these headers, because the code around them stays.
 */
export function handlerLines(
  policy: Policy,
  changes: readonly Part[],
  context: FixContext,
  { before = [], after }: Frame,
  form?: Form,
): Line[] {
  if (addsToLists(policy, changes) && context.redirect?.step !== "actual") {
    return [
      "// Where the function sets the CORS headers; keep the other entries:",
      ...headerStatements(policy, { call: "response.headers.set", indent: "" }),
    ];
  }
  const place = policy.form === "change" ? [replacesHandlerLines] : [];
  return [...before, ...place, ...withCorsLines(asWhole(policy), changes, context, form), "", ...after];
}

/**
 * A function that wraps a handler of the platforms that use the Fetch API (`Request` in, `Response` out). It answers
 * preflights, answers 500 where the handler throws, because the platform's own response would lack the headers, and adds
 * the CORS headers to every response.
 */
function withCorsLines(
  policy: Policy,
  changes: readonly Part[],
  { redirect }: FixContext,
  { declaration, rethrow }: Form = { declaration: "function withCors(handler«: Handler») {" },
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
    "«type Handler = (request: Request, ...rest: any[]) => Response | Promise<Response>;»",
    ...allowedOriginsLines(policy),
    declaration,
    "  return async (request«: Request», ...rest«: any[]») => {",
    "    const preflight = request.method === 'OPTIONS' && request.headers.has('Access-Control-Request-Method');",
    "    const answer = async () => {",
    ...answer,
    "    };",
    ...caught(rethrow).map((line) => mark(changes.includes("errors"), line)),
    "    const response = new Response(given.body, given); // a copy, because fetched responses are read-only",
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

/** Says where the code goes in a handler that has code for CORS already. */
const replacesHandlerLines =
  "// In place of the handler's lines that set these headers and respond to OPTIONS; keep their entries:";

export const clearPlatformCache = "Clear the platform's and the browser's caches; they still hold old responses.";
