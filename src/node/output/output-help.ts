import { formatIds, stackIds } from "./ids.ts";

/** The lines of `--help` for these options. */
export const outputHelp = `  --format NAME       print the report in this format: ${formatIds.join(", ")}
  --json              the same as --format json
  --report NAME=FILE  also write the report in this format to a file; can be repeated. html is one file that shows the
                      DevTools panel in a browser
  --stack ID          show the fix for this server stack; can be repeated. cors-panel diagnose --help lists the ids
  --all-fixes         in JSON, show the fixes for every server stack, not only for the likeliest stack
  --verbose           also print the evidence, all explanations, the curl commands and the fixes that do not work;
                      in JSON also every allowed request
  --color WHEN        auto (default: color on a terminal), always or never
  --show-secrets      print user names, passwords, tokens and values in URLs instead of replacing them
  --baseline FILE     accept the refusals that this file lists; only new refusals count
  --update-baseline   write the current refusals to the baseline file
  --location FILE[:LINE]
                      where SARIF points if the line of code that made a request is not in the repository; default: the
                      HAR file, the baseline or package.json
  --sarif-root DIR    the folder of the page's files, for SARIF and annotations; default: the current folder
  --sarif-accepted    in SARIF, also list the refusals that the baseline accepts, as suppressed results. GitHub opens
                      alerts for these too`;

/** The ids of all stacks, in lines that fit a narrow terminal. */
export function stackLines(): string {
  return listLines([...stackIds, "page"]);
}

/** Ids as an indented list, in lines of less than 80 characters. */
export function listLines(ids: readonly string[]): string {
  const lines: string[] = [];
  for (const id of ids) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + id.length < 70) lines[lines.length - 1] = `${line}, ${id}`;
    else lines.push(`  ${id}`);
  }
  return lines.join(",\n");
}
