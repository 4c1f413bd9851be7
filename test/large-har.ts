import { writeFileSync } from "node:fs";
import { allRefused } from "./bench/generated-hars.ts";

/** Writes a HAR file of refused requests that no report shows together, because each response names another origin. */
export function writeDifferentRefusals(path: string, count: number): void {
  const har = allRefused(count) as { log: { entries: { response: { headers: object[] } }[] } };
  for (const [n, { response }] of har.log.entries.entries())
    response.headers.push({ name: "Access-Control-Allow-Origin", value: `https://other${n}.example` });
  writeFileSync(path, JSON.stringify(har));
}
