import { afterAll, beforeAll, expect, test } from "vitest";
import { type RefusingApi, startRefusingApi } from "../browser/refusing-api.ts";
import { type OpenedFirefox, openFirefox } from "./open-firefox.ts";
import { recordingOf } from "./recording.ts";

let site: RefusingApi;
let opened: OpenedFirefox;

beforeAll(async () => {
  site = await startRefusingApi();
  opened = await openFirefox({ url: `${site.pageUrl}/`, panel: "CORS", height: 380 });
  const put = `page.fetch("${site.apiUrl}/items", page.JSON.parse('{"method":"PUT","headers":{"x-id":"1"}}'))`;
  await opened.inPage(`await ${put}.catch(() => {});`);
  await recordingOf(opened);
});

afterAll(async () => {
  await opened?.close();
  await site?.close();
});

test("the panel in Firefox shows a reason in its list, and what to do with the change and Copy without scrolling", async () => {
  const shown = (await opened.inPanel(`
    const { document } = window;
    const view = document.querySelector("[data-detail]").getBoundingClientRect();
    const first = [...document.querySelectorAll("#headline, #fix ins, [data-fixes] button.primary[data-copy]")];
    return {
      width: window.innerWidth,
      height: window.innerHeight,
      title: document.querySelector("[data-fetch] .why").textContent,
      url: document.querySelector("[data-fetch]").dataset.url,
      parts: first.length,
      unseen: first.filter((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top < view.top || bottom > view.bottom;
      }).map(({ textContent }) => textContent),
    };`)) as Record<string, unknown>;
  expect(shown).toMatchObject({ url: `${site.apiUrl}/items`, title: "No CORS middleware handled this request" });
  expect(Number(shown.height)).toBeLessThan(360);
  expect(Number(shown.parts)).toBeGreaterThan(2);
  expect(shown.unseen).toEqual([]);
});

test("the panel in Firefox opens what the documentation says of a cause", async () => {
  const link = "document.querySelector('[data-detail] a[data-more]')";
  expect(await opened.inPanel(`return ${link}.href`)).toMatch(/^moz-extension:.*\/causes\.html#missing-allow-origin$/);
  const heading = await opened.inPanel(`
    const html = await (await fetch(${link}.href)).text();
    return new DOMParser().parseFromString(html, "text/html").getElementById("missing-allow-origin")?.textContent ?? null;`);
  expect(heading).toBe("missing-allow-origin");
});
