import { byHeader, defineServer } from "./server.ts";

/**
 * Tornado. `Server` names it, and the title and the text of its error pages are the same.
 * @see https://github.com/tornadoweb/tornado/blob/master/tornado/web.py
 */
export const tornado = defineServer({
  id: "tornado",
  name: "Tornado",
  layer: "framework",
  recognize: (response) => byHeader(response, "Server", /^TornadoServer\b/i),
  answersItself: ({ status, body }) => status >= 400 && /^<html><title>[45]\d\d: [^<]*<\/title><body>/.test(body ?? ""),
  stacks: [],
});
