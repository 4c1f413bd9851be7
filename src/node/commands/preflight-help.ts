import { exitCodeHelp } from "../exit-code.ts";
import { outputHelp } from "../output/output-help.ts";
import type { CommandHelp } from "./command.ts";

/** In seconds, for all requests together. */
export const defaultTimeout = 30;

/** The help of `cors-panel preflight`. */
export const preflightHelp: CommandHelp = {
  name: "preflight",
  summary: "test without a browser whether a server allows a request",
  help: `Usage: cors-panel preflight URL --origin ORIGIN [OPTIONS]

Sends the preflight that Chromium would send for a request. Checks the response as a browser would, and says what to
change on the server. With --actual, also sends the request itself and follows redirects.

The request:
  --origin ORIGIN     the page's origin, such as https://app.example or capacitor://localhost. Use file:// for a page that
                      an app loads from a file, and null for a file in a browser or a sandboxed frame
  --method METHOD     default: GET, or POST with --data
  --header NAME       a header that the page sets, or 'NAME: VALUE' if the value matters; can be repeated
  --data TEXT         the request's body
  --credentials MODE  include or omit (default: omit, or include with --cookie)
  --actual            also send the request itself if the preflight passes or none is needed. Careful: this is a real
                      request, so a DELETE deletes
  --cookie TEXT       the Cookie header of the request itself, sent to the URL's host only

Options:
  --watch SECONDS     repeat with this pause until Ctrl-C or SIGTERM; print a line when the outcome changes, and a summary
                      at the end. With --actual, it takes GET and HEAD only
  --timeout SECONDS   limit for all requests together; default ${defaultTimeout}
  --insecure          accept untrusted certificates
  --user-agent TEXT   default: Chromium's
${outputHelp}
  -h, --help          print this help

Unlike a browser, this command sends no cookies except --cookie and caches nothing. It does not check local network
access, Content-Security-Policy, mixed content or service workers. If a browser may refuse the response, the command reads
the first 2 kB of the body, because servers often state the cause there. It reads no other bodies.

Exit code (with --watch: of the last check):
${exitCodeHelp.preflight}

Examples:
  cors-panel preflight https://api.example/orders/1 --origin https://app.example --method PUT --header x-api-key
  cors-panel preflight https://api.example/orders --origin https://app.example --actual --credentials include
  cors-panel preflight https://api.example/orders --origin https://app.example --method PUT --watch 30
  cors-panel preflight http://localhost:8080/orders --origin http://localhost:5173 \\
    --header 'content-type: application/json' --data '{"item":"tea"}' --actual
`,
};
