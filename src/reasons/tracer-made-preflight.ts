import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { hostOf } from "../text/url-parts.ts";
import { namesAskedBy } from "../verdict/check-response.ts";
import { isToOtherSite } from "./fingerprints/site.ts";
import { isFromTracer, type Tracer, tracerName, tracerOf } from "./fingerprints/tracers.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/** Without the tracer's headers such a request needs no preflight, and a server of others knows none of these headers. */
export const tracerMadePreflight = defineReason({
  id: "tracer-made-preflight",
  title: "Only the headers of a tracing library cause the preflight",
  headline: (refusal) => {
    const tracer = onlyTracer(refusal);
    const setting = quote(tracer?.setting ?? "");
    return translate`Exclude ${quote(hostOf(refusal.exchange.url))} in ${setting} of ${tracer ? tracerName(tracer) : ""}: only the headers of this library cause the preflight`;
  },
  judges: ["preflight"],
  causes: ["missing-allow-origin", "preflight-status-not-ok", "preflight-redirect", "header-not-allowed"],
  detect(refusal) {
    if (!isToOtherSite(refusal) || !onlyTracer(refusal)) return;
    const evidence = translate`${quote(refusal.hop.method)} with ${quoteAll(namesOf(refusal))}, the only reason for the preflight`;
    return { certainty: "certain", evidence, remedy: "change-request" };
  },
  explain: (refusal) => {
    const tracer = onlyTracer(refusal);
    return translate`Change ${quote(tracer?.setting ?? "")} so that ${tracer ? tracerName(tracer) : ""} adds ${quoteAll(namesOf(refusal))} only to requests to your own servers.`;
  },
});

/** The tracer that adds every header for which the browser sent the preflight; undefined where another header is one. */
function onlyTracer(refusal: RefusedFetch): Tracer | undefined {
  const names = namesOf(refusal);
  const tracer = tracerOf(names);
  if (!tracer || !isCorsSafelistedMethod(refusal.hop.method)) return undefined;
  return names.every((name) => isFromTracer(tracer, name)) ? tracer : undefined;
}

function namesOf({ exchange }: RefusedFetch): readonly string[] {
  return namesAskedBy(exchange);
}
