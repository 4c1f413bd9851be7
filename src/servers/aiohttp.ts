import { byHeader, defineServer } from "./server.ts";

/**
 * The web server of aiohttp, which names Python and itself in `Server`. Its automatic errors are one line of text.
 * @see https://github.com/aio-libs/aiohttp/blob/master/aiohttp/http.py
 * @see https://github.com/aio-libs/aiohttp/blob/master/aiohttp/web_exceptions.py
 */
export const aiohttp = defineServer({
  id: "aiohttp",
  name: "aiohttp",
  layer: "framework",
  recognize: (response) => byHeader(response, "Server", /\baiohttp\b/i),
  answersItself: ({ status, body }) =>
    status >= 400 && /^(404: Not Found$|405: Method Not Allowed$|500 Internal Server Error\n\n)/.test(body ?? ""),
  stacks: ["aiohttp"],
});
