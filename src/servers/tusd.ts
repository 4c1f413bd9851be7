import { jsRegexSource } from "../stacks/writing/quote.ts";
import { byBody, byHeaderName, defineServer } from "./server.ts";

/**
 * tusd, the reference server of the tus upload protocol. `Tus-Resumable` is the protocol's, so other servers send it,
 * too. tusd answers an origin that it does not allow with 403 and a code in the body.
 * @see https://github.com/tus/tusd/blob/main/pkg/handler/unrouted_handler.go
 * @see https://github.com/tus/tusd/blob/main/pkg/handler/error.go
 * @see https://github.com/tus/tusd/blob/main/cmd/tusd/cli/flags.go
 */
export const tusd = defineServer({
  id: "tusd",
  name: "tusd",
  layer: "product",
  recognize: (response) =>
    byBody(response, originRefusal) ?? byHeaderName(response, ["Tus-Resumable", "Tus-Version"], "possible"),
  answersItself: ({ status, body }) => status >= 400 && /^ERR_[A-Z_]+: /.test(body ?? ""),
  stacks: [],
  setting: {
    title: "Allow the page's origin with `-cors-allow-origin`",
    language: "shell",
    lines: ({ added: { origins, headers, methods } }) => {
      const flags = [
        ...(origins.length > 0 ? [`-cors-allow-origin='^(${origins.map(jsRegexSource).join("|")})$'`] : []),
        ...(headers.length > 0 ? [`-cors-allow-headers=${headers.join(",")}`] : []),
        ...(methods.length > 0 ? [`-cors-allow-methods=${methods.join(",")}`] : []),
      ];
      return flags.length > 0 ? [`tusd ${flags.join(" ")}`] : [];
    },
    warnings: [
      "The value is a regular expression. Keep the existing origins, separated by `|`, between `^(` and `)$`. Then restart tusd.",
      "Without `-cors-allow-origin`, tusd allows every origin. The cause may then be a proxy in front of tusd.",
    ],
  },
});

const originRefusal = /^ERR_ORIGIN_NOT_ALLOWED: /;
