import type { Exchange } from "../../exchange.ts";
import { responseHeaderOf } from "../../fetch/response-header.ts";
import { isOkStatus } from "../../fetch/status.ts";
import { serverFact } from "../../history/server-fact.ts";
import { firstPathSegment } from "../../history/server-facts.ts";
import type { AnsweredBy } from "../../servers/answered-by.ts";
import { quote } from "../../text/quote.ts";
import { translate } from "../../text/translate.ts";
import type { RefusedFetch } from "../reason.ts";

// Two layers, such as nginx in front of Express. What two responses of one server show together of which layer sent each.

/** The innermost CDN, gateway or reverse proxy that surely took part in the refused response; undefined without one. */
export function proxyInFront({ answeredBy }: RefusedFetch): AnsweredBy | undefined {
  return answeredBy.findLast(
    ({ layer, certainty, isInResponse }) =>
      isInResponse && certainty === "certain" && (layer === "cdn" || layer === "gateway" || layer === "proxy"),
  );
}

/** True for the statuses with which a proxy says that the server behind it failed; a change of the proxy does not mend that. */
export function isGatewayError({ status }: Exchange): boolean {
  return status >= 502 && status <= 504;
}

/** The application behind a proxy, and the header by which it shows in a response. */
export interface Application {
  /** The framework's name, else the header's value. */
  readonly name: string;
  /** "`X-Powered-By: Express`". */
  readonly mark: string;
  /** The response that has the header. */
  readonly shownBy: Exchange;
}

/**
 * The application that did not send the refused response: another response of the same URL, or below the same folder, came
 * through the same proxy and has the header that the application adds to all of its responses.
 */
export function applicationNotAsked(refusal: RefusedFetch): Application | undefined {
  const { exchange, history } = refusal;
  if (exchange.status === 304 || markOf(exchange)) return undefined;
  const key = keyOf(exchange);
  const shownBy =
    firstMarked(history.ofUrl(exchange.url)).get(key) ?? firstMarked(history.ofServer(exchange.url)).get(key);
  return shownBy && applicationIn(refusal, shownBy);
}

/** The first response of each folder and proxy that has the header of an application. */
const firstMarked = serverFact((exchanges) => {
  const firsts = new Map<string, Exchange>();
  for (const exchange of exchanges) {
    const key = markOf(exchange) && keyOf(exchange);
    if (key !== undefined && !firsts.has(key)) firsts.set(key, exchange);
  }
  return firsts;
});

/** Equal for responses below one folder that came through the same proxy. */
function keyOf(exchange: Exchange): string {
  return JSON.stringify([firstPathSegment(exchange.url), responseHeaderOf(exchange, "Server")]);
}

/** The application that sent the refused response, where the headers of `granting` come from the proxy in front of it. */
export function applicationBehind(refusal: RefusedFetch, granting: Exchange): Application | undefined {
  const { exchange } = refusal;
  if (markOf(granting) || !sameProxy(granting, exchange) || !isOkStatus(granting.status)) return undefined;
  return applicationIn(refusal, exchange);
}

function applicationIn({ answeredBy }: RefusedFetch, shownBy: Exchange): Application | undefined {
  const mark = markOf(shownBy);
  if (!mark) return undefined;
  const framework = answeredBy.find(({ layer, evidence }) => layer === "framework" && evidence === quote(mark.text));
  return { name: framework?.name ?? quote(mark.value), mark: quote(mark.text), shownBy };
}

/** The header that frameworks add to every response; undefined where the response has none. */
function markOf(exchange: Exchange): { value: string; text: string } | undefined {
  const value = exchange.status === 0 ? null : responseHeaderOf(exchange, "X-Powered-By");
  return value === null ? undefined : { value, text: `X-Powered-By: ${value}` };
}

function sameProxy(one: Exchange, other: Exchange): boolean {
  return responseHeaderOf(one, "Server") === responseHeaderOf(other, "Server");
}

/** Says how to find out which of two layers to change; "" where no proxy is known. */
export function askTheApplicationFirst(refusal: RefusedFetch): string {
  const proxy = proxyInFront(refusal);
  if (proxy?.layer !== "proxy") return "";
  return translate` Request the application's own port first: if its response has the headers, change ${proxy.name}.`;
}
