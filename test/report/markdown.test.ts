import { Window } from "happy-dom";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { expect, test } from "vitest";
import { isRefused, refusalInMarkdown } from "../../src/index.ts";
import { cut, visible } from "../../src/text/visible.ts";
import { logOf } from "../har.ts";
import { chromiumCaptures, firefoxCaptures } from "../scenarios/captures.ts";
import { hostileSources, sourceOf, writeSources } from "./sources.ts";

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
    const allowed = "h1 h2 h3 p ul li code pre em table thead tbody tr th td details summary".split(" ");
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

test("one refusal fits on a screen, and the rest is folded", () => {
  for (const { log, name } of [...chromiumCaptures(), ...firefoxCaptures()]) {
    const { diagnoses, recording } = sourceOf(log);
    for (const refused of diagnoses.filter(isRefused)) {
      const report = refusalInMarkdown([refused], recording, "nginx-proxy");
      const shown = report.replace(/<details>.*?<\/details>\n*/gs, "");
      expect(shown.trimEnd().split("\n").length, name).toBeLessThanOrEqual(40);
      expect(report).toContain("```");
    }
  }
});

test("shows the lines of a long code that change, and folds the complete code", () => {
  const log = logOf({ method: "PUT", headers: { "x-tea": "green" }, preflight: { status: 401 } });
  const report = writeSources("markdown", sourceOf(log));
  const [shown = "", folded = ""] = report.split("<details>");
  expect(shown).toMatch(/^\+ +add_header Access-Control-Allow-Methods "GET, HEAD, POST, PUT" always;$/m);
  expect(shown).not.toContain("proxy_hide_header Access-Control-Allow-Headers;");
  expect(folded).toContain("### Complete code for nginx in front of an application");
  expect(folded).toContain("proxy_hide_header Access-Control-Allow-Headers;");
});
