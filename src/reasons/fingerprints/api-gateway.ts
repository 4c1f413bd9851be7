import type { RefusedFetch } from "../reason.ts";
import { responseHeader } from "./response.ts";
import { serverInResponse } from "./who-answered.ts";

/** How surely Amazon API Gateway made the response itself; undefined where it passed the response on, or took no part. */
export function apiGatewayResponded(refusal: RefusedFetch): "certain" | "possible" | undefined {
  const gateway = serverInResponse(refusal, "api-gateway");
  if (gateway?.madeResponse) return "certain";
  return gateway && isHttpApiMessage(refusal) ? "possible" : undefined;
}

/** True for an HTTP API, false for a REST API. Only an HTTP API sends this header. */
export function isHttpApi(refusal: RefusedFetch): boolean {
  return responseHeader(refusal, "Apigw-Requestid") !== null;
}

/**
 * True for the messages of an HTTP API's own errors, and for a 401 or 403 whose body is not recorded. A function may send
 * them as well.
 */
function isHttpApiMessage(refusal: RefusedFetch): boolean {
  const { status, responseText } = refusal.exchange;
  if (!isHttpApi(refusal)) return false;
  if (!responseText) return status === 401 || status === 403;
  return /^\{"message":"(Unauthorized|Forbidden|Not Found|Internal Server Error|Service Unavailable)"\}$/.test(
    responseText.slice(0, 2000),
  );
}
