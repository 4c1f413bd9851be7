import { isCorsSafelistedMethod } from "../fetch/safelist.ts";
import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { hostOf } from "../text/url-parts.ts";
import { requestedHeaderNames } from "../verdict/check-response.ts";
import { isRefusedBy } from "./fingerprints/response.ts";
import { isToOtherSite } from "./fingerprints/site.ts";
import { isFromTracer, type Tracer, tracerName, tracerOf } from "./fingerprints/tracers.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

/** Without the tracer's headers such a request needs no preflight, and a server of others knows none of these headers. */
export const tracerMadePreflight = defineReason({
  id: "tracer-made-preflight",
  title: "Only the headers of a tracing library make this request need a preflight",
  headline: (refusal) => {
    const tracer = onlyTracer(refusal);
    const setting = quote(tracer?.setting ?? "");
    return translate`Exclude ${quote(hostOf(refusal.exchange.url))} in ${setting} of ${tracer ? tracerName(tracer) : ""}: only its headers make this request need a preflight`;
  },
  judges: ["preflight"],
  detect(refusal) {
    const isPreflightRefused = isRefusedBy(
      refusal,
      "missing-allow-origin",
      "preflight-status-not-ok",
      "preflight-redirect",
      "header-not-allowed",
    );
    if (!isPreflightRefused || !isToOtherSite(refusal) || !onlyTracer(refusal)) return;
    const evidence = translate`\`${refusal.hop.method}\` with no header but ${quoteAll(namesOf(refusal))} that needs a preflight`;
    return { certainty: "certain", evidence, remedy: "change-request" };
  },
  explain: (refusal) => {
    const tracer = onlyTracer(refusal);
    return translate`${quoteAll(namesOf(refusal))} come from ${tracer ? tracerName(tracer) : ""}. Change ${quote(tracer?.setting ?? "")} so that only requests to your own servers get them.`;
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
  return requestedHeaderNames(exchange.requestHeaders);
}
