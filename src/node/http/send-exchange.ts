import { type Exchange, noInitiator } from "../../exchange.ts";
import { locationUrl } from "../../fetch/http-redirect-fetch.ts";
import type { Request } from "../../fetch/request.ts";
import { type HttpRequest, type SendOptions, send } from "./send.ts";

/** Sends one request and returns the exchange, with index 0. */
export async function sendExchange(
  message: HttpRequest,
  resourceType: "preflight" | "fetch",
  options: SendOptions,
): Promise<Exchange> {
  const startedAt = Date.now();
  const { status, headers, bodyStart, error, address } = await send(message, options);
  const location = locationUrl(status, headers, message.url);
  return {
    ...emptyExchange,
    method: message.method,
    url: message.url,
    requestHeaders: message.headers,
    status,
    responseHeaders: headers,
    responseText: bodyStart,
    redirectUrl: location?.url ?? "",
    // A browser follows no redirect of a preflight, so only a `Location` without a usable URL is an error there.
    error: (resourceType === "preflight" && location?.url !== "" ? undefined : location?.error) ?? error,
    resourceType,
    startedAt,
    endedAt: Date.now(),
    serverAddress: address,
  };
}

/** The exchange of a request that a browser does not send. */
export function unsentExchange({ method, url, headers }: Request): Exchange {
  const now = Date.now();
  return {
    ...emptyExchange,
    method,
    url,
    requestHeaders: headers,
    hasWireHeaders: false,
    mayHaveBeenSent: false,
    resourceType: "fetch",
    startedAt: now,
    endedAt: now,
  };
}

const emptyExchange: Exchange = {
  index: 0,
  browser: "other",
  method: "",
  url: "",
  requestHeaders: [],
  hasWireHeaders: true,
  mayHaveBeenSent: true,
  status: 0,
  responseHeaders: [],
  responseText: null,
  redirectUrl: "",
  error: undefined,
  resourceType: "",
  initiator: noInitiator,
  startedAt: 0,
  endedAt: 0,
  page: "",
  serverAddress: "",
  fetchedViaServiceWorker: false,
  hasUntrustedCertificate: false,
  requestId: "",
  context: "page",
  credentials: "unknown",
  corsError: undefined,
  isIntercepted: false,
  observedCall: { mode: "cors", credentials: "unknown", redirect: "follow", blockedBy: "" },
};
