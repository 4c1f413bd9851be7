import { expect, test } from "vitest";
import { draftFromBrunoExport } from "../../../src/audit/init/from-bruno-export.ts";
import { draftFromBrunoFolder } from "../../../src/audit/init/from-bruno-folder.ts";
import { draftFromOpenApi } from "../../../src/audit/init/from-openapi.ts";
import { draftFromPostman } from "../../../src/audit/init/from-postman.ts";

const url = "https://api.example/orders";

test.each(["constructor", "toString", "__proto__"])(
  "a body of the type %s, which every object has, has no content type",
  (type) => {
    const postman = {
      item: [{ request: { url, method: "POST", body: { mode: "raw", options: { raw: { language: type } } } } }],
    };
    const bruno = { items: [{ type: "http-request", request: { url, method: "POST", body: { mode: type } } }] };
    const bru = `post {\n  url: ${url}\n  body: ${type}\n}\n`;
    const drafts = [
      draftFromPostman(postman),
      draftFromBrunoExport(bruno),
      draftFromBrunoFolder([{ path: "a.bru", text: bru }]),
    ];
    for (const { requests } of drafts)
      expect(requests).toMatchObject([{ path: "/orders", method: "POST", headers: [] }]);
  },
);

test("half of a surrogate pair in an example becomes a replacement character", () => {
  const parameters = [{ in: "path", name: "id", example: "a\ud800" }];
  const openapi = { openapi: "3.1.0", paths: { "/orders/{id}": { get: { parameters } } } };
  expect(draftFromOpenApi(openapi).requests).toMatchObject([{ path: "/orders/a%EF%BF%BD" }]);
  const variable = [{ key: "id", value: "a\ud800" }];
  const postman = { item: [{ request: { url: { raw: `${url}/:id`, variable } } }] };
  expect(draftFromPostman(postman).requests).toMatchObject([{ path: "/orders/a%EF%BF%BD" }]);
});
