import { readFileSync } from "node:fs";
import { packagePath } from "../package.ts";

/** The page of HTML reports as the build made it; null when it has not been built. */
export function readReportPage(): string | null {
  try {
    return readFileSync(packagePath("dist/lib/node/report.html"), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return null;
  }
}
