import { jsRegexSource } from "../stacks/writing/quote.ts";
import { byHeader, byPath, defineServer, type ServerResponse } from "./server.ts";

/**
 * Jupyter Server and Notebook, on Tornado. Its `Content-Security-Policy` names a report address of its own. It answers
 * API requests of an origin that it does not allow with 404.
 * @see https://github.com/jupyter-server/jupyter_server/blob/main/jupyter_server/base/handlers.py
 * @see https://jupyter-server.readthedocs.io/en/latest/other/full-config.html
 */
export const jupyter = defineServer({
  id: "jupyter",
  name: "Jupyter",
  layer: "product",
  recognize: (response) =>
    byHeader(response, "Content-Security-Policy", reportAddress) ??
    byPath(response, /\/api\/(kernels|kernelspecs|contents|sessions|terminals)(\/|$)/),
  answersItself: (response) => isOwn(response) && (response.status >= 400 || response.method === "OPTIONS"),
  stacks: [],
  setting: {
    title: "Set `allow_origin` to the page's origin in `jupyter_server_config.py`",
    language: "python",
    lines: ({ added: { origins } }) => {
      const [origin] = origins;
      if (origin === undefined) return [];
      if (origins.length === 1) return [`c.ServerApp.allow_origin = '${origin}'`];
      return [`c.ServerApp.allow_origin_pat = r'^(${origins.map(jsRegexSource).join("|")})$'`];
    },
    warnings: [
      "`allow_origin` can hold only one origin. To keep an existing origin, set `allow_origin_pat` to a regular expression that matches both.",
    ],
  },
});

const reportAddress = /report-uri [^;]{0,100}\/api\/security\/csp-report/;

function isOwn({ header }: ServerResponse): boolean {
  return reportAddress.test(header("Content-Security-Policy") ?? "");
}
