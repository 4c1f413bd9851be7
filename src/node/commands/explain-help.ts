import { exitCodeHelp } from "../exit-code.ts";
import type { CommandHelp } from "./command.ts";

/** The help of `cors-panel explain`. */
export const explainHelp: CommandHelp = {
  name: "explain",
  summary: "explain a cause that a report names, or a browser's name of one",
  help: `Usage: cors-panel explain NAME

Prints what the browser checks, how Chrome and Firefox name the error, and what to change. NAME is the id of a cause or a
browser's name of one. Of a reason, a look-alike or a note, it prints what the id means.

Options:
  -h, --help  print this help

Exit code:
${exitCodeHelp.explain}

Examples:
  cors-panel explain missing-allow-origin
  cors-panel explain MissingAllowOriginHeader
  cors-panel explain CORSMissingAllowOrigin
`,
};
