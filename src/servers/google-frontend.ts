import { byHeader, byHost, defineServer, type ServerResponse } from "./server.ts";

/**
 * Google's front end before Cloud Functions, Cloud Run and App Engine. It responds with 404 itself for a function or
 * service that does not exist at this URL, and with 403 for one that is not public. `Function-Execution-Id` shows that
 * a function of the first generation ran.
 * @see https://docs.cloud.google.com/run/docs/troubleshooting
 * @see https://docs.cloud.google.com/functions/1stgendocs/troubleshooting
 * @see https://github.com/flynn/flynn/issues/4613
 */
export const googleFrontend = defineServer({
  id: "google-frontend",
  name: "Google Frontend",
  layer: "gateway",
  recognize: (response) =>
    byHeader(response, "Server", /^Google Frontend$/i) ?? byHost(response, functionHost) ?? byHost(response, runHost),
  answersItself: (response) => response.status >= 400 && (isErrorPage(response) || isBareRefusal(response)),
  stacks: [],
});

const functionHost = /\.cloudfunctions\.net$/;
const runHost = /\.run\.app$/;

function isErrorPage({ body }: ServerResponse): boolean {
  return (
    /<body text=#000000 bgcolor=#ffffff>\s*<h1>Error: /.test(body ?? "") ||
    /<title>Error \d{3} \([^)<]*\)!!1<\/title>/.test(body ?? "")
  );
}

/**
 * True for a 403 or 404 as HTML of which only the headers are recorded. Google's pages spell the charset in capitals,
 * and the frameworks that functions are written with do not.
 */
function isBareRefusal({ body, host, status, header }: ServerResponse): boolean {
  return (
    body === null &&
    (status === 403 || status === 404) &&
    (functionHost.test(host) || runHost.test(host)) &&
    header("Content-Type") === "text/html; charset=UTF-8" &&
    header("X-Powered-By") === null &&
    header("Function-Execution-Id") === null
  );
}
