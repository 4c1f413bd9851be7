import { byHeader, defineServer } from "./server.ts";

/**
 * Mastodon. It has no CORS setting: it allows every origin, without credentials, below `/api/` and at a few other
 * addresses.
 * @see https://github.com/mastodon/mastodon/blob/main/config/environments/production.rb
 * @see https://github.com/mastodon/mastodon/blob/main/config/initializers/cors.rb
 */
export const mastodon = defineServer({
  id: "mastodon",
  name: "Mastodon",
  layer: "product",
  recognize: (response) => byHeader(response, "Server", /^Mastodon$/),
  stacks: [],
});
