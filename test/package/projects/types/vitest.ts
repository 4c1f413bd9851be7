import "cors-panel/vitest";
import type { CorsWatch } from "cors-panel/puppeteer";
import { expect } from "vitest";

export async function check(watch: CorsWatch): Promise<void> {
  await expect(watch).toHaveNoCorsFailures({ idle: 100, timeout: 1000, ignore: /fonts/ });
  // @ts-expect-error: timeouts are numbers
  await expect(watch).toHaveNoCorsFailures({ timeout: "5s" });
}
