import { byBody, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * Django REST framework. It sends `Allow` with every response, and `Vary: Accept` where it has several renderers. Its
 * errors are JSON with `detail`. It answers `OPTIONS` with a description of the view.
 * @see https://github.com/encode/django-rest-framework/blob/main/rest_framework/views.py
 * @see https://github.com/encode/django-rest-framework/blob/main/rest_framework/exceptions.py
 * @see https://github.com/encode/django-rest-framework/blob/main/rest_framework/metadata.py
 */
export const djangoRestFramework = defineServer({
  id: "django-rest-framework",
  name: "Django REST framework",
  layer: "framework",
  recognize: (response) =>
    byBody(response, ownError, hasOwnHeaders(response) ? "certain" : "possible") ??
    byBody(response, viewDescription) ??
    byHeaders(response),
  answersItself: ({ method, status, body }) =>
    (status >= 400 && ownError.test(body ?? "")) || (method === "OPTIONS" && viewDescription.test(body ?? "")),
  stacks: ["django"],
});

const ownError =
  /^\{"detail":"(Authentication credentials were not provided\.|Incorrect authentication credentials\.|Method \\"[A-Z]+\\" not allowed\.)"/;

const viewDescription = /"renders":\[[^\]]*\],"parses":\[/;

function hasOwnHeaders({ header }: ServerResponse): boolean {
  return /, OPTIONS$/.test(header("Allow") ?? "") && /^Accept\b(?!-)/i.test(header("Vary") ?? "");
}

function byHeaders(response: ServerResponse): Recognition | undefined {
  return hasOwnHeaders(response) && response.status < 400 && response.method !== "OPTIONS"
    ? { certainty: "possible", evidence: "`Allow` and `Vary: Accept` in a response with data" }
    : undefined;
}
