import { byBody, byHeader, byHost, defineServer } from "./server.ts";

/**
 * Heroku's router. It adds itself to `Via`. Its own pages, for an app that does not exist, crashed or is too slow, are
 * a frame around a page of `herokucdn.com`.
 * @see https://devcenter.heroku.com/articles/http-routing
 */
export const heroku = defineServer({
  id: "heroku",
  name: "Heroku",
  layer: "proxy",
  recognize: (response) =>
    byHeader(response, "Via", /\b1\.1 (heroku-router|vegur)\b/) ??
    byHeader(response, "Server", /^Heroku$/i) ??
    byBody(response, errorPage) ??
    byHost(response, /\.herokuapp\.com$/),
  answersItself: ({ status, body }) => status >= 400 && errorPage.test(body ?? ""),
  stacks: [],
});

const errorPage = /\/\/www\.herokucdn\.com\/error-pages\/[a-z-]+\.html/;
