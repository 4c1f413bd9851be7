import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { diagnose, fixesFor, isRefused, readHar } from "../../src/index.ts";

describe("the title of a fix", () => {
  test.each([
    ["03-homeassistant-auth", "Allow the header `authorization` for `http://localhost:3001`"],
    ["05-hapi-bare", "Allow the header `x-custom-header` for `http://localhost:3000`"],
    ["28-rs-cors-header-2", "Allow the header `authorization` for `http://www.trips.example:8080`"],
  ])("names the header where the CORS code refused that and not the origin: %s", (name, title) => {
    expect(firstTitle(name)).toBe(title);
  });

  test("names the origin where the CORS code refused that", () => {
    expect(firstTitle("29-rack-cors-regex")).toBe("Allow `https://pr-12.preview.example.com`");
  });
});

/** The title of the first fix for the refused request of a reported case. */
function firstTitle(name: string): string | undefined {
  const file = new URL(`../cases/reports/${name}.har`, import.meta.url);
  const recording = readHar(JSON.parse(readFileSync(file, "utf8")));
  const refused = diagnose(recording).filter(isRefused);
  return fixesFor(refused, recording)[0]?.title;
}
