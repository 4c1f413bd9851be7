import { exitCodeHelp } from "../exit-code.ts";
import type { CommandHelp } from "./command.ts";

/** The help of `cors-panel explain`. */
export const explainHelp: CommandHelp = {
  name: "explain",
  summary: "explain a message from the browser's console, or a cause that a report names",
  help: `Usage: cors-panel explain MESSAGE|NAME

MESSAGE is a message from the console of Chrome, Firefox or Safari, in quotes. Prints what it means, what to change, and the
command that shows who responded. Firefox's messages may be in any language. NAME is the id of a cause, a browser's name of one,
or the address of MDN's page about Firefox's error. Prints what the browser checks, how Chrome and Firefox name the error, and
what to change. Of a reason, a look-alike or a note, it prints what the id means, and what to change in general.

Options:
  -h, --help  print this help

Exit code:
${exitCodeHelp.explain}

Examples:
  cors-panel explain "Access to fetch at 'https://api.example/orders' from origin 'https://app.example' has been blocked by
    CORS policy: Method PUT is not allowed by Access-Control-Allow-Methods in preflight response."
  cors-panel explain missing-allow-origin
  cors-panel explain MissingAllowOriginHeader
  cors-panel explain CORSMissingAllowOrigin
`,
};
