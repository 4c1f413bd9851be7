import { expect, test } from "vitest";
import { nearOrigins } from "../../src/audit/near-origins.ts";

test("the origins that look like an allowed one", () => {
  expect(nearOrigins("https://app.example.com").map(({ origin }) => origin)).toEqual([
    "https://cors-panel-audit.test",
    "null",
    "https://app.example.com.cors-panel-audit.test",
    "https://evilapp.example.com",
    "https://appxexample.com",
    "https://app.examplexcom",
    "https://evil.app.example.com",
    "http://app.example.com",
    "https://app.example.com:8443",
    "https://APP.EXAMPLE.COM",
  ]);
  expect(nearOrigins("http://127.0.0.1:8443").map(({ likeness }) => likeness)).toEqual(["unrelated", "null", "port"]);
});
