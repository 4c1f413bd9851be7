import { byHeader, defineServer } from "./server.ts";

/**
 * AirPlay Receiver of macOS, which listens at the ports 5000 and 7000. It refuses every request of a browser with 403.
 * @see https://developer.apple.com/forums/thread/693768
 */
export const airplay = defineServer({
  id: "airplay",
  name: "AirPlay Receiver of macOS",
  layer: "product",
  recognize: (response) => byHeader(response, "Server", /^AirTunes\b/i),
  answersItself: () => true,
  stacks: [],
});
