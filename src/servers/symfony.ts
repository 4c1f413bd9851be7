import { byBody, byHeaderName, defineServer, type ServerResponse } from "./server.ts";

/**
 * Symfony. In debug mode the profiler and the error handler add `X-Debug-…` headers. In production the error page has one
 * fixed text.
 * @see https://github.com/symfony/symfony/blob/7.4/src/Symfony/Component/HttpKernel/EventListener/ProfilerListener.php
 * @see https://github.com/symfony/symfony/blob/7.4/src/Symfony/Component/ErrorHandler/ErrorRenderer/HtmlErrorRenderer.php
 */
export const symfony = defineServer({
  id: "symfony",
  name: "Symfony",
  layer: "framework",
  recognize: (response) =>
    byHeaderName(response, ["X-Debug-Token", "X-Debug-Exception-File"]) ??
    byBody(response, /<h1>Oops! An Error Occurred<\/h1>/),
  answersItself: isErrorPage,
  stacks: ["symfony"],
});

function isErrorPage({ status, headerNames, body }: ServerResponse): boolean {
  return (
    status >= 400 &&
    (headerNames.includes("x-debug-exception-file") || /<h1>Oops! An Error Occurred<\/h1>/.test(body ?? ""))
  );
}
