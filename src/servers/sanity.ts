import { byHost, defineServer } from "./server.ts";

/**
 * Sanity's content API. It refuses the origin of a page that is not among the project's CORS origins with 403.
 * @see https://github.com/sanity-io/sanity-shopify-studio/issues/18
 * @see https://www.sanity.io/docs/content-lake/cors
 */
export const sanity = defineServer({
  id: "sanity",
  name: "Sanity",
  layer: "product",
  recognize: (response) => byHost(response, /\.api(cdn)?\.sanity\.io$/),
  answersItself: () => true,
  stacks: [],
  setting: {
    title: "Add the page's origin to the project's CORS origins in Sanity",
    language: "shell",
    lines: ({ credentials, added }) =>
      added.origins.map((origin) => `npx sanity cors add ${origin} --${credentials ? "" : "no-"}credentials`),
    warnings: [
      "Run the command in the folder of the studio. On sanity.io/manage, the list is in the project's tab API.",
      "Use `--credentials` only for pages that send a token or the user's session.",
    ],
  },
});
