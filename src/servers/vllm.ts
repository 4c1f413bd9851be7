import { byBody, defineServer } from "./server.ts";

/**
 * The OpenAI-compatible server of vLLM, a FastAPI application on uvicorn. Its list of models names it as their owner.
 * @see https://github.com/vllm-project/vllm/blob/main/vllm/entrypoints/openai/cli_args.py
 * @see https://docs.redhat.com/en/documentation/red_hat_ai_inference_server/3.2/html/vllm_server_arguments/vllm-server-usage_server-arguments
 */
export const vllm = defineServer({
  id: "vllm",
  name: "vLLM",
  layer: "product",
  recognize: (response) =>
    byBody(response, /"owned_by": ?"vllm"/) ??
    (/^uvicorn$/i.test(response.header("Server") ?? "") && openAiPath.test(response.path)
      ? { certainty: "possible", evidence: "`Server: uvicorn` with a path of the OpenAI API" }
      : undefined),
  stacks: [],
  setting: {
    title: "Add the page's origin to `--allowed-origins` of vLLM",
    language: "shell",
    lines: ({ added }) => [
      [
        "vllm serve",
        ...(added.origins.length > 0 ? [`--allowed-origins '${JSON.stringify(added.origins)}'`] : []),
        ...(added.methods.length > 0 ? [`--allowed-methods '${JSON.stringify(added.methods)}'`] : []),
        ...(added.headers.length > 0 ? [`--allowed-headers '${JSON.stringify(added.headers)}'`] : []),
      ].join(" "),
    ],
    warnings: [
      "Keep the model and the other options of `vllm serve`. Keep the existing entries of each JSON list: each option replaces the whole list.",
      "Without `--allowed-origins`, vLLM allows every origin. The cause may then be a proxy in front of vLLM.",
    ],
  },
});

const openAiPath = /^\/v1\/(chat\/completions|completions|embeddings|models|responses)$/;
