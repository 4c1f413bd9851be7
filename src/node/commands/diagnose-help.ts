import { exitCodeHelp } from "../exit-code.ts";
import { outputHelp, stackLines } from "../output/output-help.ts";
import type { CommandHelp } from "./command.ts";

/** The help of `cors-panel diagnose`. */
export const diagnoseHelp: CommandHelp = {
  name: "diagnose",
  summary: "say why a browser refused the cross-origin requests in HAR files",
  help: `Usage: cors-panel diagnose FILE.har… [OPTIONS]

Says which cross-origin requests in a HAR file the browser refused, why, and what to change on the server.
To save a HAR file, click "Export HAR" in the Network panel of DevTools. "-" reads standard input. The file can be
gzipped or in a zip archive, and of any size.

Options:
${outputHelp}
  -h, --help          print this help

Stacks:
${stackLines()}

Exit code:
${exitCodeHelp.diagnose}

Examples:
  cors-panel diagnose app.har
  cors-panel diagnose app.har --stack nginx-proxy
  cors-panel diagnose before.har after.har --json
  cors-panel diagnose app.har --report html=cors.html
  cors-panel diagnose app.har --format github --report junit=cors.xml --report sarif=cors.sarif
  cors-panel diagnose app.har --baseline cors-baseline.json --update-baseline
  curl -s https://ci.example/last.har | cors-panel diagnose -
`,
};
