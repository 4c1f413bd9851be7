import { defineServer } from "./server.ts";

/**
 * Ollama's API. It answers a page whose origin is not in `OLLAMA_ORIGINS` with an empty 403, by gin-contrib/cors.
 * @see https://docs.ollama.com/faq#how-can-i-allow-additional-web-origins-to-access-ollama
 * @see https://github.com/ollama/ollama/blob/main/docs/api.md
 */
export const ollama = defineServer({
  id: "ollama",
  name: "Ollama",
  layer: "product",
  recognize: ({ port, path }) =>
    port === "11434" && /^\/(api|v1)\//.test(path)
      ? { certainty: "possible", evidence: "port `11434` with a path below `/api/` or `/v1/`" }
      : undefined,
  stacks: [],
  setting: {
    title: "Add the page's origin to `OLLAMA_ORIGINS`",
    language: "shell",
    // The shell keeps the origins that the variable has.
    lines: ({ added }) => [
      `OLLAMA_ORIGINS="\${OLLAMA_ORIGINS:+$OLLAMA_ORIGINS,}${added.origins.join(",")}" ollama serve`,
    ],
    warnings: [
      "If a service or the app starts Ollama, set the variable there. Keep the existing origins in the variable.",
    ],
  },
});
