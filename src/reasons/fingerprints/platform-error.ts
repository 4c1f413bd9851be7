import type { RefusedFetch } from "../reason.ts";
import { responseHeader } from "./response.ts";
import { responder, serverInResponse } from "./who-answered.ts";

/** An error of a hosting platform: what happened, without a period, and what to do about it. */
interface PlatformErrorText {
  readonly what: string;
  readonly advice: string;
}

/** The error with which a hosting platform responded in place of the application. */
export interface PlatformError extends PlatformErrorText {
  readonly certainty: "certain" | "possible";
  /** The header or the page that shows the error, as evidence without backticks around it. */
  readonly shownBy: string;
}

/** The error of a hosting platform that the refused response is; undefined where it is none of the known ones. */
export function platformError(refusal: RefusedFetch): PlatformError | undefined {
  return vercelError(refusal) ?? cloudflareError(refusal) ?? routingError(refusal) ?? cloudfrontError(refusal);
}

/**
 * Vercel names its errors in a header.
 * @see https://vercel.com/docs/errors
 * @see https://vercel.com/docs/functions/limitations#request-body-size
 */
function vercelError(refusal: RefusedFetch): PlatformError | undefined {
  const code = responseHeader(refusal, "X-Vercel-Error");
  const known = vercelErrors.find(({ code: pattern }) => pattern.test(code ?? ""));
  return known && { ...known, certainty: "certain", shownBy: `X-Vercel-Error: ${code}` };
}

const vercelErrors: readonly (PlatformErrorText & { readonly code: RegExp })[] = [
  {
    code: /^[A-Z_]*INVOCATION_TIMEOUT$/,
    what: "The function on Vercel took too long, and Vercel stopped it",
    advice:
      "Find the slow part with `vercel logs`, or raise the function's `maxDuration`. No CORS code of the function runs after a timeout.",
  },
  {
    code: /^[A-Z_]*INVOCATION_FAILED$/,
    what: "The function on Vercel crashed",
    advice:
      "Read the exception with `vercel logs`, and repair the function. Often an import fails, or an environment variable is missing. No CORS code of the function runs after a crash.",
  },
  {
    code: /^FUNCTION_PAYLOAD_TOO_LARGE$/,
    what: "The request body is too large for a function on Vercel",
    advice:
      "Send at most 4.5 MB: no setting raises this limit. Upload larger files from the page directly to the storage service, with a URL that your function signs.",
  },
  {
    code: /^DEPLOYMENT_(NOT_FOUND|DELETED)$/,
    what: "Vercel has no deployment for this host",
    advice:
      "Compare the host in the URL with the domains of the project in Vercel's dashboard, and deploy the project.",
  },
  {
    code: /^DEPLOYMENT_(PAUSED|DISABLED)$/,
    what: "The deployment on Vercel is paused",
    advice: "Look in Vercel's dashboard for the reason, and resume the project. The CORS code can stay as it is.",
  },
  {
    code: /^NOT_FOUND$/,
    what: "Vercel has no file and no function at this URL",
    advice:
      "Check the path. A function must be a file below `api/` or a route of the framework. For other paths, add a rewrite to the function in `vercel.json`.",
  },
];

/**
 * Cloudflare's own 500 in front of a Worker: the Worker threw an exception. To a script, Cloudflare sends the plain text
 * `error code: 1101` with the headers of its error pages.
 * @see https://developers.cloudflare.com/workers/observability/errors/
 */
function cloudflareError(refusal: RefusedFetch): PlatformError | undefined {
  const { exchange } = refusal;
  if (exchange.status !== 500 || !serverInResponse(refusal, "cloudflare")) return undefined;
  const text = exchange.responseText ?? "";
  const isStated = /^error code: 1101\s*$/.test(text) || /<title>Worker threw exception\b/.test(text);
  const isErrorPage =
    responseHeader(refusal, "Referrer-Policy") === "same-origin" &&
    responseHeader(refusal, "X-Frame-Options") === "SAMEORIGIN" &&
    responseHeader(refusal, "Expires") === "Thu, 01 Jan 1970 00:00:01 GMT";
  if (!isStated && !isErrorPage) return undefined;
  return { ...workerThrew, certainty: isStated ? "certain" : "possible", shownBy: serverLine(refusal) };
}

const workerThrew: PlatformErrorText = {
  what: "The Cloudflare Worker threw an exception",
  advice:
    "Read the exception with `wrangler tail`. Often a binding or a secret is missing. Then catch exceptions in the Worker, and send the CORS headers with its error responses too.",
};

/**
 * Platforms whose router says in a header that it has no application for the host.
 * @see https://docs.railway.com/networking/troubleshooting/application-failed-to-respond
 * @see https://render.com/tutorials/when-deploys-go-wrong/runtime-errors
 */
function routingError(refusal: RefusedFetch): PlatformError | undefined {
  const { status } = refusal.exchange;
  const known = routers.find(
    (router) => router.status === status && router.value.test(responseHeader(refusal, router.header) ?? ""),
  );
  return (
    known && { ...known, certainty: "certain", shownBy: `${known.header}: ${responseHeader(refusal, known.header)}` }
  );
}

interface Router extends PlatformErrorText {
  readonly header: string;
  readonly value: RegExp;
  readonly status: number;
}

const routers: readonly Router[] = [
  {
    header: "X-Railway-Fallback",
    value: /^true$/,
    status: 404,
    what: "Railway has no running application for this host",
    advice:
      "Compare the host in the URL with the domain in the service's settings (Networking), and check that the deployment runs.",
  },
  {
    header: "X-Railway-Fallback",
    value: /^true$/,
    status: 502,
    what: "The application on Railway does not respond",
    advice:
      "Let the application listen on `0.0.0.0` and on the port in the variable `PORT`, and compare that port with the domain's target port. If the port is right, look for a crash in the deployment's log.",
  },
  {
    header: "X-Render-Routing",
    value: /^no-server$/,
    status: 404,
    what: "Render has no running service for this host",
    advice:
      "Compare the host in the URL with the service's URL in Render's dashboard, and check that the service runs.",
  },
];

/**
 * CloudFront's own 403: for a method that the behavior does not allow, for a missing signature, or by a firewall. A missing
 * signature is the only one that it writes as XML.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-permission-denied.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-signed-cookies.html
 */
function cloudfrontError(refusal: RefusedFetch): PlatformError | undefined {
  const { exchange } = refusal;
  if (exchange.status !== 403 || responder(refusal)?.id !== "cloudfront") return undefined;
  const text = exchange.responseText ?? "";
  const shownBy = serverLine(refusal);
  if (/^(text|application)\/xml\b/i.test(responseHeader(refusal, "Content-Type") ?? "")) {
    if (exchange.method !== "OPTIONS") return undefined;
    return { ...missingSignature, certainty: /<Code>MissingKey</.test(text) ? "certain" : "possible", shownBy };
  }
  if (/^(GET|HEAD)$/.test(exchange.method) || /Request blocked/.test(text)) return undefined;
  const isStated = /not configured to allow the HTTP request method/.test(text);
  return { ...methodNotAllowed, certainty: isStated ? "certain" : "possible", shownBy };
}

const missingSignature: PlatformErrorText = {
  what: "CloudFront requires signed cookies or a signed URL, and a preflight has no cookies",
  advice:
    "Use signed URLs instead of signed cookies: the preflight has the same URL. Or serve the page and the files from one host, so that the browser sends no preflight.",
};

const methodNotAllowed: PlatformErrorText = {
  what: "CloudFront does not let this method through",
  advice:
    "In the distribution's behavior for this path, allow all HTTP methods (GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE). Then the server behind CloudFront can respond to preflights. If all methods are allowed already, look for a rule of AWS WAF.",
};

/** The header that names the server, as evidence. */
function serverLine(refusal: RefusedFetch): string {
  return `Server: ${responseHeader(refusal, "Server") ?? ""}`;
}
