import { byBody, byPath, defineServer } from "./server.ts";

/**
 * PocketBase. It allows every origin until `--origins` is set; it answers the preflight of another origin with a bare
 * 204.
 * @see https://github.com/pocketbase/pocketbase/blob/master/cmd/serve.go
 * @see https://github.com/pocketbase/pocketbase/blob/master/apis/middlewares_cors.go
 * @see https://github.com/pocketbase/pocketbase/blob/master/tools/router/error.go
 */
export const pocketbase = defineServer({
  id: "pocketbase",
  name: "PocketBase",
  layer: "product",
  recognize: (response) => byBody(response, notFound) ?? byPath(response, /^\/api\/collections\//),
  answersItself: ({ status, body }) => status === 404 && notFound.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Add the page's origin to `--origins`",
    language: "shell",
    lines: ({ added: { origins } }) =>
      origins.length > 0 ? [`./pocketbase serve --origins=${origins.join(",")}`] : [],
    warnings: ["Keep the existing origins in `--origins`, separated by commas. Then restart PocketBase."],
  },
});

/** The body of PocketBase's 404; before version 0.23 it began with `code`. */
const notFound = /"message":"The requested resource wasn't found\."/;
