import { byBody, byHeader, defineServer } from "./server.ts";

/**
 * Rocket, for Rust. It sends its name in `Server`, and its own error page ends with it.
 * @see https://github.com/rwf2/Rocket/blob/master/core/lib/src/config/ident.rs
 * @see https://github.com/rwf2/Rocket/blob/master/core/lib/src/catcher/catcher.rs
 */
export const rocket = defineServer({
  id: "rocket",
  name: "Rocket",
  layer: "framework",
  recognize: (response) =>
    byHeader(response, "Server", /^Rocket$/) ?? (response.status >= 400 ? byBody(response, errorPage) : undefined),
  answersItself: ({ status, body }) =>
    status >= 400 && (errorPage.test(body ?? "") || /^\{\s{1,8}"error": \{\s{1,8}"code": \d{3},/.test(body ?? "")),
  stacks: [],
});

const errorPage = /<small>Rocket<\/small>/;
