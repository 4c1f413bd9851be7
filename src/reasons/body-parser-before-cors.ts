import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { bodyLimitSetting } from "./fingerprints/body-limit.ts";
import { hasCorsElsewhere, isExpressErrorPage, proxyName, remedyForError } from "./fingerprints/response.ts";
import { responder } from "./fingerprints/who-answered.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const bodyParserBeforeCors = defineReason({
  id: "body-parser-before-cors",
  title: "The server refused the request body before the CORS middleware ran",
  headline: ({ exchange }) =>
    translate`HTTP ${exchange.status}: the server refused the request body (${bodyProblem(exchange.status)}) before the CORS middleware ran`,
  judges: ["actual"],
  appliesTo: ({ status, lacksCorsHeaders }) => (status === 400 || status === 413 || status === 415) && lacksCorsHeaders,
  detect(refusal) {
    const { exchange } = refusal;
    if (!/^(POST|PUT|PATCH|DELETE)$/.test(exchange.method)) return;
    const { status } = exchange;
    const isBodyStatus = status === 413 || status === 415;
    const isParserError = status === 400 && isExpressErrorPage(exchange);
    if (!isBodyStatus && !isParserError) return;
    const layer = layerName(refusal);
    return {
      certainty: isBodyStatus && hasCorsElsewhere(refusal) ? "certain" : "possible",
      evidence: translate`${quote(exchange.method)} ${status} from ${layer}, without CORS headers`,
      remedy: remedyForError(refusal),
    };
  },
  explain: (refusal) => {
    const order =
      layerOfProxy(refusal) === null
        ? translate("Register the CORS middleware before the body parser, so that the page can read the status.")
        : translate("Send CORS headers with the proxy's own errors too, so that the page can read the status.");
    return translate`${bodyAdvice(refusal)} ${order}`;
  },
});

function layerName(refusal: RefusedFetch): string {
  const proxy = layerOfProxy(refusal);
  return proxy === null ? translate("the body parser") : translate`the proxy (${proxy})`;
}

/** The proxy that sent the response, as its `Server` header or its name; null where an application behind it did. */
function layerOfProxy(refusal: RefusedFetch): string | null {
  const shown = refusal.answeredBy.filter(({ certainty, isInResponse }) => certainty === "certain" && isInResponse);
  const inside = responder(refusal) ?? shown.at(-1);
  if (inside && !/^(cdn|gateway|proxy)$/.test(inside.layer)) return null;
  const header = proxyName(refusal.exchange);
  return header === null ? (inside?.name ?? null) : quote(`Server: ${header}`);
}

function bodyProblem(status: number): string {
  return status === 413
    ? translate("too large")
    : status === 415
      ? translate("unsupported type")
      : translate("not readable");
}

function bodyAdvice(refusal: RefusedFetch): string {
  const { status } = refusal.exchange;
  if (status === 413) {
    const setting = bodyLimitSetting(refusal);
    return setting === undefined
      ? translate("Send a smaller body, or raise the server's limit.")
      : translate`Send a smaller body, or raise ${setting}.`;
  }
  return status === 415
    ? translate("Send a `Content-Type` that the server supports.")
    : translate("Send a body that the server can parse, such as valid JSON.");
}
