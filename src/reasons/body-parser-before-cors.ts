import { translate } from "../text/translate.ts";
import {
  hasCorsElsewhere,
  hasNoCorsHeaders,
  isExpressErrorPage,
  proxyName,
  remedyForError,
} from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const bodyParserBeforeCors = defineReason({
  id: "body-parser-before-cors",
  title: "The body was refused before the CORS code ran",
  headline: ({ exchange }) =>
    translate`HTTP ${exchange.status}: the body was refused (${why(exchange.status)}) before the CORS code ran`,
  judges: ["actual"],
  detect(refusal) {
    const { exchange } = refusal;
    if (!/^(POST|PUT|PATCH|DELETE)$/.test(exchange.method) || !hasNoCorsHeaders(exchange)) return;
    const { status } = exchange;
    const certain = status === 413 || status === 415;
    const byParser = status === 400 && isExpressErrorPage(exchange);
    if (!certain && !byParser) return;
    const layer = layerOf(refusal);
    return {
      certainty: certain && hasCorsElsewhere(refusal) ? "certain" : "possible",
      evidence: translate`\`${exchange.method}\` ${status} from ${layer}, without CORS headers`,
      remedy: remedyForError(refusal),
    };
  },
  explain: (refusal) => {
    const order =
      proxyName(refusal.exchange) === null
        ? translate("Run the CORS code before the body parser")
        : translate("Send CORS headers with the proxy's own errors too");
    return translate`${order}, so that the page can read the status; then repair the body: ${advice(refusal.exchange.status)}.`;
  },
});

function layerOf({ exchange }: RefusedFetch): string {
  const proxy = proxyName(exchange);
  return proxy === null ? translate("the body parser") : translate`the proxy (\`Server: ${proxy}\`)`;
}

function why(status: number): string {
  return status === 413
    ? translate("too large")
    : status === 415
      ? translate("of a type that is not read")
      : translate("not readable");
}

function advice(status: number): string {
  if (status === 413) return translate("send less, or raise the limit");
  return status === 415
    ? translate("send the `Content-Type` that the server reads")
    : translate("what was sent does not parse, such as broken JSON");
}
