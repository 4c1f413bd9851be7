import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { isRefusedBy, responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const headerAddedByLibrary = defineReason({
  id: "header-added-by-library",
  title: "A library adds headers that the server does not allow",
  headline: (refusal) => {
    const [[adder, names] = ["", []], ...others] = added(refusal);
    if (others.length > 0)
      return translate`${quoteAll([...added(refusal).values()].flat())} are added by libraries, and not allowed`;
    return names.length === 1
      ? translate`${quoteAll(names)} is added by ${translate(adder)}, and not allowed`
      : translate`${quoteAll(names)} are added by ${translate(adder)}, and not allowed`;
  },
  judges: ["preflight"],
  detect(refusal) {
    const libraries = added(refusal);
    if (libraries.size === 0) return;
    const evidence = [...libraries].map(([adder, names]) => `${quoteAll(names)}: ${translate(adder)}`).join("; ");
    return { certainty: "possible", evidence, remedy: "grant" };
  },
  explain: (refusal) => {
    const [[adder, names] = ["", []]] = added(refusal);
    return translate`Allow them on the server, or tell ${translate(adder)} to leave them off for ${quote(hostOf(refusal.exchange.url))}; look there if ${quoteAll(names)} cannot be found in your own code.`;
  },
});

/** The refused headers that are known to come from libraries, by the library. */
function added(refusal: RefusedFetch): Map<string, string[]> {
  const libraries = new Map<string, string[]>();
  // A response without any list refuses every name, for another reason than the names.
  const isListed =
    responseHeader(refusal, "Access-Control-Allow-Headers") !== null || isRefusedBy(refusal, "header-not-allowed");
  const refused = isListed ? refusal.matches.find(({ cause }) => cause.id === "header-not-allowed") : undefined;
  for (const name of refused?.evidence.names ?? []) {
    const adder = adders.find(([pattern]) => pattern.test(name))?.[1];
    if (adder !== undefined) libraries.set(adder, [...(libraries.get(adder) ?? []), name]);
  }
  return libraries;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

const adders: readonly (readonly [RegExp, string])[] = [
  [/^(sentry-trace|sentry-.*)$/, "Sentry"],
  [/^(traceparent|tracestate)$/, "a tracing library (OpenTelemetry, Application Insights, Elastic APM)"],
  [/^baggage$/, "a tracing library (OpenTelemetry, Sentry)"],
  [/^(b3|x-b3-.*)$/, "a tracing library (Zipkin)"],
  [/^uber-trace-id$/, "a tracing library (Jaeger)"],
  [/^x-datadog-/, "Datadog"],
  [/^(newrelic|x-newrelic-.*)$/, "New Relic"],
  [/^elastic-apm-/, "Elastic APM"],
  [/^x-instana-/, "Instana"],
  [/^(request-id|request-context)$/, "Application Insights"],
  [/^(x-client-info|apikey|x-supabase-.*)$/, "supabase-js"],
  [/^x-requested-with$/, "an HTTP library (jQuery, Axios, Prototype)"],
  [/^(x-xsrf-token|x-csrf-token|x-csrftoken)$/, "an HTTP library that sends a CSRF token (Axios, Angular)"],
  [/^ngsw-bypass$/, "Angular's service worker"],
  [/^(x-amz-.*|amz-sdk-.*)$/, "the AWS SDK"],
  [/^(x-goog-api-client|x-firebase-.*)$/, "the Firebase SDK"],
  [/^x-stainless-/, "an API's own SDK"],
  [/^(apollo-require-preflight|apollographql-client-.*)$/, "Apollo Client"],
  [/^hx-/, "htmx"],
  [/^x-inertia/, "Inertia"],
  [/^x-livewire/, "Livewire"],
  [/^(x-grpc-web|x-user-agent|connect-protocol-version)$/, "gRPC-Web or Connect"],
  [/^x-trpc-source$/, "tRPC"],
  [/^mcp-protocol-version$/, "an MCP client"],
  [/^(cache-control|pragma|expires|if-none-match|if-modified-since)$/, "code that works around a cache"],
];
