import { byHeader, defineServer } from "./server.ts";

/**
 * llama-server of llama.cpp. It answers every `OPTIONS` itself with 200 and an empty page. Older versions allow every
 * origin and have no option; newer ones have `--cors-origins`, whose default is every origin too.
 * @see https://github.com/ggml-org/llama.cpp/blob/master/tools/server/server-http.cpp
 * @see https://github.com/ggml-org/llama.cpp/blob/master/tools/server/README.md
 */
export const llamaCpp = defineServer({
  id: "llama-cpp",
  name: "llama.cpp",
  layer: "product",
  recognize: (response) => byHeader(response, "Server", /^llama\.cpp$/i),
  answersItself: ({ method, status, body }) =>
    method === "OPTIONS" || (status >= 400 && /^\{"error":\{/.test(body ?? "")),
  stacks: [],
  setting: {
    title: "Add the page's origin to `--cors-origins` of llama-server",
    language: "shell",
    lines: ({ added }) => [
      [
        "llama-server",
        ...(added.origins.length > 0 ? [`--cors-origins ${added.origins.join(",")}`] : []),
        ...(added.methods.length > 0 ? [`--cors-methods ${added.methods.join(",")}`] : []),
        ...(added.headers.length > 0 ? [`--cors-headers ${added.headers.join(",")}`] : []),
      ].join(" "),
    ],
    warnings: [
      "Keep the other options of llama-server. Keep the existing or default entries of each list, separated by commas: each option replaces the whole list.",
      "Without `--cors-origins`, llama-server allows every origin. The cause may then be a proxy in front of llama-server.",
    ],
  },
});
