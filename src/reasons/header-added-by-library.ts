import { groupBy } from "../collections.ts";
import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { hostOf } from "../text/url-parts.ts";
import { isRefusedBy, responseHeader } from "./fingerprints/response.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const headerAddedByLibrary = defineReason({
  id: "header-added-by-library",
  title: "A library adds headers that the server does not allow",
  headline: (refusal) => {
    const [[library, names] = ["", []], ...others] = namesByLibrary(refusal);
    if (others.length > 0)
      return translate`${quoteAll([...namesByLibrary(refusal).values()].flat())} are added by libraries, and not allowed`;
    return names.length === 1
      ? translate`${quoteAll(names)} is added by ${translate(library)}, and not allowed`
      : translate`${quoteAll(names)} are added by ${translate(library)}, and not allowed`;
  },
  judges: ["preflight"],
  detect(refusal) {
    const added = [...namesByLibrary(refusal)];
    if (added.length === 0) return;
    const evidence = added.map(([library, names]) => `${quoteAll(names)}: ${translate(library)}`).join("; ");
    return { certainty: "possible", evidence, remedy: "grant" };
  },
  explain: (refusal) => {
    const [[library, names] = ["", []]] = namesByLibrary(refusal);
    return translate`Allow them on the server, or tell ${translate(library)} to leave them off for ${quote(hostOf(refusal.exchange.url))}; look there if ${quoteAll(names)} cannot be found in your own code.`;
  },
});

/** The refused header names that a known library adds, by library. */
function namesByLibrary(refusal: RefusedFetch): Map<string, readonly string[]> {
  // A response without any list refuses every name, so the names do not explain the refusal.
  const isListed =
    responseHeader(refusal, "Access-Control-Allow-Headers") !== null || isRefusedBy(refusal, "header-not-allowed");
  const match = isListed ? refusal.matches.find(({ cause }) => cause.id === "header-not-allowed") : undefined;
  const names = match?.evidence.names ?? [];
  return groupBy(
    names.filter((name) => libraryOf(name) !== ""),
    libraryOf,
  );
}

/** The library that adds a header of this name, or "". */
function libraryOf(headerName: string): string {
  return libraries.find(([pattern]) => pattern.test(headerName))?.[1] ?? "";
}

/** Patterns of lower-cased header names, each with the library that adds such headers. */
const libraries: readonly (readonly [RegExp, string])[] = [
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
