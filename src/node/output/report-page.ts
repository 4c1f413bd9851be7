import { readFileSync } from "node:fs";

/** The page of HTML reports: beside this file in the package, or where the build puts it when run from the sources. */
export function readReportPage(): string | null {
  for (const path of ["../report.html", "../../../dist/lib/node/report.html"]) {
    try {
      return readFileSync(new URL(path, import.meta.url), "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  return null;
}
