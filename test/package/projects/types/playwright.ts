import { expect as baseExpect, test as baseTest } from "@playwright/test";
import { type CorsTestFixtures, type CorsWorkerFixtures, corsFixtures, expect, test } from "cors-panel/playwright";

const ownTest = baseTest.extend<CorsTestFixtures, CorsWorkerFixtures>(corsFixtures);

ownTest("with the fixtures of both", async ({ page, cors }) => {
  baseExpect((await cors?.refused({ timeout: 1000 }))?.length).toBe(0);
  await expect(page).toHaveNoCorsFailures();
  // @ts-expect-error: rules are texts, patterns or functions
  await expect(page).toHaveNoCorsFailures({ ignore: 1 });
});

test.use({ corsOptions: { ignore: ["https://fonts.example/"], onRefusal: "annotate" } });
// @ts-expect-error: an unknown choice
test.use({ corsOptions: { onRefusal: "ignore" } });
