import { byBody, defineServer } from "./server.ts";

/**
 * The local server of LM Studio. It sends 200 for every path and method that it does not know, with an error in the
 * body; without its CORS switch that is also its response to a preflight.
 * @see https://lmstudio.ai/docs/cli/server-start
 * @see https://github.com/lmstudio-ai/docs/blob/main/1_developer/0_core/0_server/settings.md
 * @see https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1323
 * @see https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/443
 */
export const lmStudio = defineServer({
  id: "lm-studio",
  name: "LM Studio",
  layer: "product",
  recognize: (response) =>
    byBody(response, unknownEndpoint) ??
    (response.port === "1234" && /^\/(v1|api\/v[01])\//.test(response.path)
      ? { certainty: "possible", evidence: "port `1234` with a path below `/v1/` or `/api/`" }
      : undefined),
  answersItself: ({ body }) => unknownEndpoint.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Turn on CORS in LM Studio",
    language: "shell",
    lines: () => ["lms server start --cors"],
    warnings: [
      "LM Studio then allows every origin: any page that you open can use its models.",
      "In the app, the switch is `Enable CORS` in the server settings of the Developer tab.",
    ],
  },
});

const unknownEndpoint = /^\{"error":"Unexpected endpoint or method\. \(/;
