import { byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * Express 4 and 5. Where `X-Powered-By` is switched off, its weak `ETag` and its error page are left.
 * @see https://expressjs.com/en/5x/api.html#app.settings.table
 * @see https://github.com/jshttp/etag/blob/master/index.js
 * @see https://github.com/pillarjs/finalhandler/blob/master/index.js
 */
export const express = defineServer({
  id: "express",
  name: "Express",
  layer: "framework",
  recognize: (response) =>
    byHeader(response, "X-Powered-By", /^Express$/) ??
    (isErrorPage(response)
      ? { certainty: "possible", evidence: "`Content-Security-Policy: default-src 'none'`" }
      : byHeader(response, "ETag", /^W\/"[0-9a-f]+-[A-Za-z0-9+/]{27}"$/, "possible")),
  answersItself: (response) => isErrorPage(response) || isAutomaticOptions(response),
  stacks: ["express-cors", "express-manual", "nestjs"],
});

/** True for the page that `finalhandler` sends when no route matches or no middleware handles an error. */
function isErrorPage({ status, header }: ServerResponse): boolean {
  return (
    status >= 400 &&
    header("Content-Security-Policy") === "default-src 'none'" &&
    header("X-Content-Type-Options") === "nosniff" &&
    /^text\/html\b/.test(header("Content-Type") ?? "")
  );
}

/** True for the response that Express's router makes to `OPTIONS` where no route has one: `Allow` is its body, too. */
function isAutomaticOptions({ method, status, header, body }: ServerResponse): boolean {
  const allow = header("Allow");
  if (method !== "OPTIONS" || status !== 200 || allow === null) return false;
  return body ? body === allow : header("Content-Length") === String(allow.length);
}
