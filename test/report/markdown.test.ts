import { Window } from "happy-dom";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { expect, test } from "vitest";
import { isRefused } from "../../src/index.ts";
import { cut, visible } from "../../src/text/visible.ts";
import { hostileSources, writeSources } from "./sources.ts";

const { document } = new Window();

/** The HTML that GitHub renders from Markdown before it removes dangerous elements. */
function render(report: string) {
  const body = document.createElement("div");
  body.innerHTML = micromark(report, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return body;
}

test("no value of a recording is markup, a link or a mention, and all are shown unchanged", () => {
  for (const source of hostileSources().filter((_, index) => index % 3 === 0)) {
    const body = render(writeSources("markdown", source));
    const names = new Set([...body.querySelectorAll("*")].map(({ tagName }) => tagName.toLowerCase()));
    const allowed = "h1 h2 h3 p ul li code pre em table thead tbody tr th td".split(" ");
    expect([...names].filter((name) => !allowed.includes(name))).toEqual([]);
    for (const row of body.querySelectorAll("tr")) expect(row.children).toHaveLength(5);
    const codes = new Set([...body.querySelectorAll("code")].map(({ textContent }) => textContent));
    for (const { verdict } of source.diagnoses.filter(isRefused)) {
      const got = verdict?.got;
      if (got && !/[/.]/.test(got)) expect(codes).toContain(visible(cut(got, 300)));
    }
    for (const code of body.querySelectorAll("code")) code.remove();
    expect(body.textContent).not.toMatch(/[@#]\w|https?:\/\/|www\./);
  }
});
