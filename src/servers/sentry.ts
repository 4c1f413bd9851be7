import { byHeaderName, byHost, byPath, defineServer } from "./server.ts";

/**
 * Sentry's ingestion, which is Relay. It allows every origin, the method POST and a fixed list of request headers, and
 * has no setting for that.
 * @see https://github.com/getsentry/relay/blob/master/relay-server/src/middlewares/cors.rs
 */
export const sentry = defineServer({
  id: "sentry",
  name: "Sentry",
  layer: "product",
  recognize: (response) =>
    byHost(response, /\.ingest(\.[a-z]{2})?\.sentry\.io$/) ??
    byHeaderName(response, ["X-Sentry-Rate-Limits", "X-Sentry-Error"]) ??
    byPath(response, /\/api\/\d+\/envelope\/$/),
  answersItself: ({ headerNames, status }) => status >= 400 && headerNames.includes("x-sentry-error"),
  stacks: [],
});
