import { expect, test } from "cors-panel/playwright";
import { serveSite } from "../site.cjs";

let site: Awaited<ReturnType<typeof serveSite>>;
test.beforeAll(async () => {
  site = await serveSite();
});
test.afterAll(() => site.close());

test("uses no browser", () => {
  expect(site.siteUrl).toContain("localhost");
});

test("refused", async ({ page, cors }) => {
  expect(cors).toBe(null);
  await page.goto(`${site.siteUrl}/refused`);
  await expect(page).toHaveTitle("Orders");
});

test("the matcher", async ({ page }) => {
  await page.goto(`${site.siteUrl}/refused`);
  await expect(page).toHaveNoCorsFailures();
});
