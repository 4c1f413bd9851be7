import { defineServer, type Recognition, type ServerResponse } from "./server.ts";

/**
 * Home Assistant, an application of aiohttp. Its CORS code is aiohttp_cors, which answers a preflight that it refuses
 * with 403 and the reason as text.
 * @see https://github.com/home-assistant/core/blob/dev/homeassistant/components/http/cors.py
 * @see https://www.home-assistant.io/integrations/http/
 * @see https://github.com/home-assistant/core/issues/18566
 */
export const homeAssistant = defineServer({
  id: "home-assistant",
  name: "Home Assistant",
  layer: "product",
  recognize: (response) =>
    response.port === "8123" && /^\/(api|auth)\//.test(response.path)
      ? { certainty: "possible", evidence: "port `8123` with a path below `/api/` or `/auth/`" }
      : byAiohttp(response),
  answersItself: ({ status, body }) =>
    status >= 400 && /^(CORS preflight request failed: |[45]\d\d: )/.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Add the page's origin to the CORS allowed origins of Home Assistant",
    language: "text",
    lines: ({ added }) => ["Settings > System > Network > HTTP server > CORS allowed origins", ...added.origins],
    warnings: [
      "In versions without this setting, use the list `cors_allowed_origins` under `http:` in configuration.yaml. Home Assistant restarts after the change.",
    ],
  },
});

/** The API behind a proxy or on another port. Its paths are its own only together with aiohttp. */
function byAiohttp({ header, path }: ServerResponse): Recognition | undefined {
  return /\baiohttp\//i.test(header("Server") ?? "") &&
    /^\/(api\/(states|services|events|history|template|config|webhook)\b|auth\/token$)/.test(path)
    ? { certainty: "possible", evidence: "`Server: aiohttp` with a path of the Home Assistant API" }
    : undefined;
}
