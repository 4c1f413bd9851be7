import { responseHeaderOf } from "../../fetch/response-header.ts";
import type { RefusedFetch } from "../reason.ts";
import { hasCorsSettings } from "./cors-settings.ts";
import { hasNoCorsHeaders, isPreflightRefused, isRefusedBy, responseHeader } from "./response.ts";
import { serverInResponse } from "./who-answered.ts";

/**
 * True for a 403, or a preflight's 400, with at most a short plain text and without any header of a login. CORS middleware
 * refuses an origin so: gin-contrib/cors, Ktor, Micronaut, Vert.x, Tomcat, Elasticsearch and others.
 * @see https://github.com/gin-contrib/cors/blob/master/config.go
 * @see https://github.com/vert-x3/vertx-web/blob/master/vertx-web/src/main/java/io/vertx/ext/web/handler/impl/CorsHandlerImpl.java
 * @see https://github.com/ktorio/ktor/blob/main/ktor-server/ktor-server-plugins/ktor-server-cors/common/src/io/ktor/server/plugins/cors/CORS.kt
 */
export function isBareRefusal(refusal: RefusedFetch): boolean {
  const { exchange, answeredBy } = refusal;
  const { status } = exchange;
  // The text of a 400 says what the application missed in the request.
  const isBareBadRequest = status === 400 && isPreflightRefused(refusal) && !exchange.responseText;
  if (status !== 403 && !isBareBadRequest) return false;
  if (!isRefusedBy(refusal, "missing-allow-origin") || !hasNoCorsHeaders(exchange) || !isShort(refusal)) return false;
  if (loginHeaders.some((name) => responseHeader(refusal, name) !== null)) return false;
  // Without a sign of Spring's CORS processor, which is never silent, a bare 403 of Spring Security asks for a login.
  if (serverInResponse(refusal, "spring-security") && !serverInResponse(refusal, "spring-cors")) return false;
  return answeredBy.every((server) => !server.madeResponse || hasCorsSettings(server));
}

const loginHeaders = ["WWW-Authenticate", "Proxy-Authenticate", "Set-Cookie", "Location", "Allow"];

/** True for an empty body and for a short line of plain text. Only the headers tell where the body is not recorded. */
function isShort({ exchange }: RefusedFetch): boolean {
  const { responseText } = exchange;
  const length = responseHeaderOf(exchange, "Content-Length");
  // Firefox records an empty text for a body that it did not keep.
  if (!responseText && (length === "0" || (length === null && responseText === ""))) return true;
  if (!/^(text\/plain\b|$)/i.test(responseHeaderOf(exchange, "Content-Type") ?? "")) return false;
  if (responseText) return responseText.length <= maxLength && !saysAnotherCause.test(responseText);
  return length === null || Number(length) <= maxLength;
}

const maxLength = 100;

/** Markup, JSON, and words of firewalls, logins and access rules, such as Envoy's `RBAC: access denied`. */
const saysAnotherCause =
  /^\s*[<{[]|error code: |RBAC|access denied|token|permission|api.?key|log.?in|csrf|\bhost\b|\bIP\b/i;
