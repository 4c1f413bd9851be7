import { say } from "../text/translate.ts";
import { hasCorsElsewhere, isBare, isExpressErrorPage, proxyOf, remedyForError } from "./fingerprints/response.ts";
import { defineReason, type Refusal } from "./reason.ts";

export const bodyParserBeforeCors = defineReason({
  id: "body-parser-before-cors",
  title: "The body was refused before the CORS code ran",
  headline: ({ exchange }) =>
    say`HTTP ${exchange.status}: the body was refused (${why(exchange.status)}) before the CORS code ran`,
  judges: ["actual"],
  detect(refusal) {
    const { exchange } = refusal;
    if (!/^(POST|PUT|PATCH|DELETE)$/.test(exchange.method) || !isBare(exchange)) return;
    const { status } = exchange;
    const certain = status === 413 || status === 415;
    const byParser = status === 400 && isExpressErrorPage(exchange);
    if (!certain && !byParser) return;
    const layer = layerOf(refusal);
    return {
      certainty: certain && hasCorsElsewhere(refusal) ? "certain" : "possible",
      evidence: say`\`${exchange.method}\` ${status} from ${layer}, without CORS headers`,
      remedy: remedyForError(refusal),
    };
  },
  explain: (refusal) => {
    const order =
      proxyOf(refusal.exchange) === null
        ? say("Run the CORS code before the body parser")
        : say("Send CORS headers with the proxy's own errors too");
    return say`${order}, so that the page can read the status; then repair the body: ${advice(refusal.exchange.status)}.`;
  },
});

function layerOf({ exchange }: Refusal): string {
  const proxy = proxyOf(exchange);
  return proxy === null ? say("the body parser") : say`the proxy (\`Server: ${proxy}\`)`;
}

function why(status: number): string {
  return status === 413 ? say("too large") : status === 415 ? say("of a type that is not read") : say("not readable");
}

function advice(status: number): string {
  if (status === 413) return say("send less, or raise the limit");
  return status === 415
    ? say("send the `Content-Type` that the server reads")
    : say("what was sent does not parse, such as broken JSON");
}
