import { readFileSync } from "node:fs";

/** The page of HTML reports as the build made it; null when it has not been built. */
export function readReportPage(): string | null {
  // The first path is that in the package, the second that of a run from the sources.
  for (const path of ["../report.html", "../../../dist/lib/node/report.html"]) {
    try {
      return readFileSync(new URL(path, import.meta.url), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  return null;
}
