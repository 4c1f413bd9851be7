import { byPath, defineServer, hasNoFramework } from "./server.ts";

/**
 * The API of Stable Diffusion web UI and of its forks, such as Forge. Its CORS code is Starlette's, which runs only with
 * one of two command-line options.
 * @see https://github.com/AUTOMATIC1111/stable-diffusion-webui/wiki/Command-Line-Arguments-and-Settings
 * @see https://github.com/AUTOMATIC1111/stable-diffusion-webui/blob/master/modules/initialize_util.py
 */
export const stableDiffusionWebui = defineServer({
  id: "stable-diffusion-webui",
  name: "Stable Diffusion web UI",
  layer: "product",
  recognize: (response) => (hasNoFramework(response) ? byPath(response, /^\/sdapi\/v1\//) : undefined),
  stacks: [],
  setting: {
    title: "Add the page's origin to `--cors-allow-origins` of Stable Diffusion web UI",
    language: "shell",
    lines: ({ added }) =>
      added.origins.length > 0 ? [`python launch.py --api --cors-allow-origins=${added.origins.join(",")}`] : [],
    warnings: [
      "Keep the other options, and the existing origins of the list, separated by commas. The options are in `COMMANDLINE_ARGS` where a `webui-user` script starts the program.",
    ],
  },
});
