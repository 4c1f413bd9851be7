import { byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * Gunicorn, the WSGI server that mostly runs Flask or Django. Its own errors have no `Server`, but a `<p>` inside `<h1>`.
 * @see https://github.com/benoitc/gunicorn/blob/master/gunicorn/http/wsgi.py
 * @see https://github.com/benoitc/gunicorn/blob/master/gunicorn/util.py
 */
export const gunicorn = defineServer({
  id: "gunicorn",
  name: "Gunicorn",
  layer: "framework",
  recognize: (response) =>
    byHeader(response, "Server", /^gunicorn\b/i) ??
    (isErrorPage(response) ? { certainty: "certain", evidence: "the error page with `<h1><p>`" } : undefined),
  answersItself: isErrorPage,
  stacks: (response) => (hasDjangoHeaders(response) ? ["django", "flask"] : ["flask", "django"]),
});

/** True for the page that Gunicorn writes when the application crashes or the request is broken. */
function isErrorPage({ status, body }: ServerResponse): boolean {
  return (
    status >= 400 &&
    /^<html>\n {2}<head>\n {4}<title>[^<]*<\/title>\n {2}<\/head>\n {2}<body>\n {4}<h1><p>/.test(body ?? "")
  );
}

/** True for two security headers that Django sets by default. */
function hasDjangoHeaders({ header }: ServerResponse): boolean {
  return header("X-Frame-Options") === "DENY" && header("Referrer-Policy") === "same-origin";
}
