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
    translate`HTTP ${exchange.status}: the body was refused (${bodyProblem(exchange.status)}) before the CORS code ran`,
  judges: ["actual"],
  detect(refusal) {
    const { exchange } = refusal;
    if (!/^(POST|PUT|PATCH|DELETE)$/.test(exchange.method) || !hasNoCorsHeaders(exchange)) return;
    const { status } = exchange;
    const isBodyStatus = status === 413 || status === 415;
    const isParserError = status === 400 && isExpressErrorPage(exchange);
    if (!isBodyStatus && !isParserError) return;
    const layer = layerName(refusal);
    return {
      certainty: isBodyStatus && hasCorsElsewhere(refusal) ? "certain" : "possible",
      evidence: translate`\`${exchange.method}\` ${status} from ${layer}, without CORS headers`,
      remedy: remedyForError(refusal),
    };
  },
  explain: (refusal) => {
    const order =
      proxyName(refusal.exchange) === null
        ? translate("Run the CORS code before the body parser")
        : translate("Send CORS headers with the proxy's own errors too");
    return translate`${order}, so that the page can read the status; then repair the body: ${bodyAdvice(refusal.exchange.status)}.`;
  },
});

function layerName({ exchange }: RefusedFetch): string {
  const proxy = proxyName(exchange);
  return proxy === null ? translate("the body parser") : translate`the proxy (\`Server: ${proxy}\`)`;
}

function bodyProblem(status: number): string {
  return status === 413
    ? translate("too large")
    : status === 415
      ? translate("of a type that is not read")
      : translate("not readable");
}

function bodyAdvice(status: number): string {
  if (status === 413) return translate("send less, or raise the limit");
  return status === 415
    ? translate("send the `Content-Type` that the server reads")
    : translate("what was sent does not parse, such as broken JSON");
}
