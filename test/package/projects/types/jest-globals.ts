import "cors-panel/jest";
import type { CorsWatch } from "cors-panel/puppeteer";

export async function check(watch: CorsWatch): Promise<void> {
  await expect(watch).toHaveNoCorsFailures({ idle: 100 });
  // @ts-expect-error: times are numbers
  await expect(watch).toHaveNoCorsFailures({ idle: "1s" });
}
