import { byHeaderName, byHost, defineServer } from "./server.ts";

/**
 * ngrok's tunnels. `Ngrok-Error-Code` marks its own responses, such as the warning page that free tunnels show to browsers.
 * @see https://ngrok.com/docs/errors/err_ngrok_6024
 * @see https://ngrok.com/docs/universal-gateway/domains/
 */
export const ngrok = defineServer({
  id: "ngrok",
  name: "ngrok",
  layer: "gateway",
  recognize: (response) =>
    byHeaderName(response, ["Ngrok-Error-Code", "Ngrok-Agent-Ips"]) ??
    byHost(response, /\.(ngrok\.(io|app|dev)|ngrok-free\.(app|dev))$/),
  answersItself: ({ headerNames }) => headerNames.includes("ngrok-error-code"),
  stacks: [],
});
