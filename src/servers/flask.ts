import { byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * Flask on Werkzeug. The development server names Werkzeug in `Server`. In production its error pages are left, whose
 * `<html lang=en>` has no quotes. Flask answers `OPTIONS` by itself with `Allow` and no CORS headers.
 * @see https://github.com/pallets/werkzeug/blob/main/src/werkzeug/serving.py
 * @see https://github.com/pallets/werkzeug/blob/main/src/werkzeug/exceptions.py
 * @see https://github.com/pallets/flask/blob/main/src/flask/app.py
 */
export const flask = defineServer({
  id: "flask",
  name: "Flask",
  layer: "framework",
  recognize: (response) =>
    byHeader(response, "Server", /^Werkzeug\b/i) ??
    (isErrorPage(response)
      ? { certainty: "certain", evidence: "Werkzeug's error page with `<html lang=en>`" }
      : undefined),
  answersItself: (response) => isErrorPage(response) || isAutomaticOptions(response),
  stacks: ["flask"],
});

/** True for the page of an HTTP error, of the redirect to a trailing slash, and of the debugger. */
function isErrorPage({ status, body }: ServerResponse): boolean {
  return (
    status >= 300 &&
    /^<!doctype html>\n<html lang=en>\n(<title>([45]\d\d [A-Z]|Redirecting\.\.\.<)| {2}<head>\n {4}<title>[^<]*\/\/ Werkzeug Debugger<)/.test(
      body ?? "",
    )
  );
}

function isAutomaticOptions({ method, status, header }: ServerResponse): boolean {
  return method === "OPTIONS" && status === 200 && header("Allow") !== null && header("Content-Length") === "0";
}
