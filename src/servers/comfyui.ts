import { defineServer, hasNoFramework } from "./server.ts";

/**
 * ComfyUI. Unless a command-line option names an origin, it refuses requests whose `Origin` is not its own host with an
 * empty 403, and sends no CORS headers.
 * @see https://github.com/comfyanonymous/ComfyUI/blob/master/server.py
 * @see https://github.com/comfyanonymous/ComfyUI/blob/master/comfy/cli_args.py
 */
export const comfyui = defineServer({
  id: "comfyui",
  name: "ComfyUI",
  layer: "product",
  recognize: (response) =>
    response.port === "8188" && routes.test(response.path) && hasNoFramework(response)
      ? { certainty: "possible", evidence: "port `8188` with a path of ComfyUI" }
      : undefined,
  stacks: [],
  setting: {
    title: "Name the page's origin in `--enable-cors-header` of ComfyUI",
    language: "shell",
    // The option takes one origin, so a second one would replace the first.
    lines: ({ origins, added }) =>
      origins.length === 1 && added.origins.length === 1 ? [`python main.py --enable-cors-header ${origins[0]}`] : [],
    warnings: ["Keep the other options. The option takes one origin, and its value replaces the present one."],
  },
});

const routes =
  /^\/(api\/)?(prompt|queue|history|view|upload\/(image|mask)|object_info|system_stats|interrupt|free|embeddings)(\/|$)/;
