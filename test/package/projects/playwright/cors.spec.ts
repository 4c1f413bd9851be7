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

test("allowed", async ({ page }) => {
  await page.goto(`${site.siteUrl}/allowed`);
  await expect(page).toHaveNoCorsFailures();
});

test("refused", async ({ page }) => {
  await page.goto(`${site.siteUrl}/refused`);
});

test("refused in a bundle", async ({ page }) => {
  await page.goto(`${site.siteUrl}/bundled`);
});

test("refused in a bundle, in a context of the test's own", async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.siteUrl}/bundled`, { waitUntil: "networkidle" });
  await context.close();
});

test("a preflight that a route hides", async ({ page }) => {
  await page.route("**/unused", (route) => route.abort());
  await page.goto(`${site.siteUrl}/put`);
});

test.describe("with a pattern", () => {
  test.use({ corsOptions: { ignore: /\/orders$/ } });
  test("the server is ignored", async ({ page }) => {
    await page.goto(`${site.siteUrl}/refused`);
  });
});

// A test that passes keeps its browser for the next one.
test.describe("with annotations", () => {
  test.use({ corsOptions: { onRefusal: "annotate" } });

  test("refused in a popup", async ({ page }) => {
    const opened = page.waitForEvent("popup");
    await page.goto(`${site.siteUrl}/opener`);
    const popup = await opened;
    await popup.waitForLoadState();
    await popup.goto(`${site.siteUrl}/refused`);
  });

  test("refused in a frame", async ({ page }) => {
    await page.goto(`${site.siteUrl}/frame`);
  });

  test("refused in a service worker", async ({ page }) => {
    await page.goto(`${site.siteUrl}/register`);
    // The worker's first request is sent before it is ready.
    await page.evaluate("navigator.serviceWorker.ready.then(() => {})");
  });

  test("refused in a context of the test's own", async ({ browser, cors }) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${site.siteUrl}/refused`);
    await cors?.settled();
    await context.close();
  });

  test("refused while a route is in use", async ({ page }) => {
    await page.route("**/unused", (route) => route.abort());
    await page.goto(`${site.siteUrl}/refused`);
  });

  test("checked in the middle", async ({ page }) => {
    await page.goto(`${site.siteUrl}/refused`);
    await expect(expect(page).toHaveNoCorsFailures()).rejects.toThrow("Access-Control-Allow-Origin");
  });
});
