import { groupBy, memo } from "../collections.ts";
import { quote, quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { hostOf } from "../text/url-parts.ts";
import { namesAskedBy } from "../verdict/check-response.ts";
import { isRefusedBy, responseHeader } from "./fingerprints/response.ts";
import { isFromTracer, tracerName, tracerOf } from "./fingerprints/tracers.ts";
import { defineReason, type RefusedFetch } from "./reason.ts";

export const headerAddedByLibrary = defineReason({
  id: "header-added-by-library",
  title: "A library adds headers that the server does not allow",
  headline: (refusal) => {
    const [[library, names] = ["", []], ...others] = namesByLibrary(refusal);
    if (others.length > 0)
      return translate`The server does not allow ${quoteAll([...namesByLibrary(refusal).values()].flat())}, added by libraries`;
    return translate`The server does not allow ${quoteAll(names)}, added by ${library}`;
  },
  judges: ["preflight"],
  detect(refusal) {
    const added = [...namesByLibrary(refusal)];
    if (added.length === 0) return;
    const evidence = added.map(([library, names]) => translate`${quoteAll(names)} from ${library}`).join("; ");
    return { certainty: "possible", evidence, remedy: "grant" };
  },
  explain: (refusal) => {
    const [[library, names] = ["", []]] = namesByLibrary(refusal);
    const host = quote(hostOf(refusal.exchange.url));
    const tracer = tracerOf(requestedNames(refusal));
    return tracer && library === tracerName(tracer)
      ? translate`Allow ${quoteAll(names)} on the server, or exclude ${host} in ${quote(tracer.setting)} of ${library}.`
      : translate`Allow ${quoteAll(names)} on the server, or stop ${library} from sending ${quoteAll(names)} to ${host}.`;
  },
});

/** The refused header names that a known library adds, by library. */
function namesByLibrary(refusal: RefusedFetch): Map<string, readonly string[]> {
  // A response without any list refuses every name, so the names do not explain the refusal.
  const isListed =
    responseHeader(refusal, "Access-Control-Allow-Headers") !== null || isRefusedBy(refusal, "header-not-allowed");
  const match = isListed ? refusal.matches.find(({ cause }) => cause.id === "header-not-allowed") : undefined;
  const names = match?.evidence.names ?? [];
  const tracer = tracerOf(requestedNames(refusal));
  const libraryOf = (name: string) => (tracer && isFromTracer(tracer, name) ? tracerName(tracer) : knownLibrary(name));
  return groupBy(
    names.filter((name) => libraryOf(name) !== ""),
    libraryOf,
  );
}

/** The names of the headers that need permission; those that are allowed show the tracer, too. */
function requestedNames({ exchange }: RefusedFetch): readonly string[] {
  return namesAskedBy(exchange);
}

/** The library that adds a header of this name, or "". */
function knownLibrary(headerName: string): string {
  const library = libraryFor(headerName);
  return library === "" ? "" : translate(library);
}

const libraryFor = memo((headerName) => libraries.find(([pattern]) => pattern.test(headerName))?.[1] ?? "");

/** Patterns of lower-cased header names, each with the library that adds such headers. */
const libraries: readonly (readonly [RegExp, string])[] = [
  [/^x-instana-/, "Instana"],
  [/^(x-client-info|apikey|x-supabase-.*)$/, "supabase-js"],
  [/^x-requested-with$/, "an HTTP library (jQuery, Axios, Prototype)"],
  [/^(x-xsrf-token|x-csrf-token|x-csrftoken)$/, "an HTTP library that sends a CSRF token (Axios, Angular)"],
  [/^ngsw-bypass$/, "Angular's service worker"],
  [/^(x-amz-.*|amz-sdk-.*)$/, "the AWS SDK"],
  [/^x-ms-/, "the Azure SDK"],
  [/^(x-goog-api-client|x-firebase-.*)$/, "the Firebase SDK"],
  [/^x-stainless-/, "an API's own SDK"],
  [/^(apollo-require-preflight|apollographql-client-.*)$/, "Apollo Client"],
  [/^hx-/, "htmx"],
  [/^x-inertia/, "Inertia"],
  [/^x-livewire/, "Livewire"],
  [/^(x-grpc-web|x-user-agent|connect-protocol-version)$/, "gRPC-Web or Connect"],
  [/^x-trpc-source$/, "tRPC"],
  [/^mcp-protocol-version$/, "an MCP client"],
  [/^(cache-control|pragma|expires|if-none-match|if-modified-since)$/, "code that bypasses a cache"],
];
