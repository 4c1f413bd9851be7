import { quote } from "../text/quote.ts";
import { translate } from "../text/translate.ts";
import { byBody, byCookie, defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * Laravel. Routes with a session set `XSRF-TOKEN` and a cookie that ends with `_session`, in newer projects
 * with `-session`. It answers `OPTIONS` by itself with `Allow: GET,HEAD`, and `HandleCors` answers preflights with 204.
 * @see https://github.com/laravel/laravel/blob/12.x/config/session.php
 * @see https://github.com/laravel/framework/blob/12.x/src/Illuminate/Routing/AbstractRouteCollection.php
 * @see https://github.com/laravel/framework/blob/12.x/src/Illuminate/Http/Middleware/HandleCors.php
 * @see https://github.com/fruitcake/php-cors/blob/master/src/CorsService.php
 * @see https://github.com/laravel/framework/blob/12.x/src/Illuminate/Foundation/Exceptions/views/minimal.blade.php
 */
export const laravel = defineServer({
  id: "laravel",
  name: "Laravel",
  layer: "framework",
  recognize: (response) =>
    byCookie(response, /^laravel[_-]session$/) ??
    bySessionCookies(response) ??
    byBody(response, ownError) ??
    (isErrorPage(response)
      ? { certainty: "certain", evidence: "the error page with `normalize.css v8.0.1`" }
      : undefined) ??
    (isAutomaticOptions(response)
      ? { certainty: "certain", evidence: "`Allow` without spaces and `Cache-Control: no-cache, private`" }
      : undefined) ??
    (isPreflightResponse(response)
      ? {
          certainty: "possible",
          evidence: "`Vary: Access-Control-Request-Method` and `Cache-Control: no-cache, private`",
        }
      : undefined) ??
    byBody(response, defaultError, "possible"),
  answersItself: (response) =>
    isErrorPage(response) ||
    isAutomaticOptions(response) ||
    isPreflightResponse(response) ||
    (response.status >= 400 && (ownError.test(response.body ?? "") || defaultError.test(response.body ?? ""))),
  stacks: ["laravel"],
});

/** The JSON of a missing route or method, of a stale form, and of a debug trace. */
const ownError =
  /"message": ?"(The [A-Z]+ method is not supported for (this route|route [^"]{1,200})\. Supported methods: |The route [^"]{1,200} could not be found\."|CSRF token mismatch\.")|Illuminate\\\\[A-Z][A-Za-z]+/;

const defaultError = /(?<=^\{\s{0,8})"message": ?"(Unauthenticated\.|Too Many Attempts\.|Server Error)"/;

function bySessionCookies({ cookieNames }: ServerResponse): Recognition | undefined {
  const session = cookieNames.find((name) => /[_-]session$/.test(name));
  return session !== undefined && cookieNames.includes("XSRF-TOKEN")
    ? { certainty: "certain", evidence: translate`the cookies ${quote("XSRF-TOKEN")} and ${quote(session)}` }
    : undefined;
}

function isErrorPage({ status, body }: ServerResponse): boolean {
  return status >= 400 && /\/\*! normalize\.css v8\.0\.1 \| MIT License \| github\.com\/necolas/.test(body ?? "");
}

/** True for the response to `OPTIONS` for a route that other methods have. It carries no CORS headers of its own. */
function isAutomaticOptions(response: ServerResponse): boolean {
  const { method, status, header } = response;
  return (
    method === "OPTIONS" && status === 200 && isUncached(response) && /^[A-Z]+(,[A-Z]+)*$/.test(header("Allow") ?? "")
  );
}

/** True for the response to a preflight, whether or not it allows the origin. */
function isPreflightResponse(response: ServerResponse): boolean {
  const { method, status, header } = response;
  return (
    method === "OPTIONS" &&
    status === 204 &&
    isUncached(response) &&
    /\bAccess-Control-Request-Method\b/i.test(header("Vary") ?? "")
  );
}

/** True for the `Cache-Control` that Symfony's response has by default. */
function isUncached({ header }: ServerResponse): boolean {
  return header("Cache-Control") === "no-cache, private";
}
