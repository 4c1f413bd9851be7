import { byBody, byCookie, byHeader, defineServer, type ServerResponse } from "./server.ts";

/**
 * PHP, behind a web server or as its own development server. `expose_php` adds `X-Powered-By`.
 * @see https://github.com/php/php-src/issues/12080
 * @see https://php.net/session_name
 * @see https://github.com/php/php-src/blob/master/sapi/cli/php_cli_server.c
 */
export const php = defineServer({
  id: "php",
  name: "PHP",
  layer: "framework",
  recognize: (response) =>
    byHeader(response, "X-Powered-By", /\bPHP\b/) ??
    byCookie(response, /^PHPSESSID$/) ??
    byBody(response, /<b>(Fatal error|Parse error|Warning)<\/b>: {2}/) ??
    (isDevServerError(response)
      ? { certainty: "certain", evidence: 'the error page with `<code class="url">`' }
      : undefined),
  answersItself: isDevServerError,
  stacks: ["php"],
});

/** True for the error page of `php -S`. */
function isDevServerError({ status, body }: ServerResponse): boolean {
  return (
    status >= 400 &&
    /^<!doctype html><html><head><title>\d{3} [^<]*<\/title><style>\nbody \{ background-color: #fcfcfc;/.test(
      body ?? "",
    )
  );
}
