import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, deleteOthers, repairFirst, sendAuthorization, whyNamed } from "./writing/advice.ts";
import { pythonPattern, singleQuoted, singleQuotedList } from "./writing/quote.ts";

/** Flask with flask-cors. */
export const flask = defineStack({
  id: "flask",
  name: "Flask",
  language: "python",
  fix: {
    grant: (policy) => [underApp(policy, false, [reflecting, ...whyNamed(policy)])],
    "answer-preflight": (policy) => [
      underApp(
        policy,
        false,
        ["Flask runs `before_request` functions in order: above the one that authenticates, this one ends preflights."],
        preflight,
      ),
    ],
    "send-once": (policy) => [
      underApp(policy, true, ["Delete `@cross_origin` and a second `CORS(...)`.", deleteOthers]),
    ],
    "keep-on-errors": (policy) => [
      underApp(policy, true, [
        "flask-cors adds the headers to error answers too, those of `abort` and the unhandled 500; the interactive debugger of `debug=True` answers without them.",
      ]),
    ],
    "avoid-redirect": (policy, { redirect }) =>
      redirect?.step === "actual"
        ? [
            underApp(
              policy,
              false,
              [sendAuthorization],
              [
                "",
                "",
                "# Instead of the route that redirects with `user:password@`.",
                { changed: "@app.before_request" },
                { changed: "def redirect_without_password():" },
                { changed: `    if request.path == ${singleQuoted(redirect.path)}:` },
                { changed: `        return redirect(${singleQuoted(redirect.target)}, code=307)` },
              ],
            ),
          ]
        : [
            underApp(
              policy,
              false,
              [
                "Flask redirects to the URL with a slash (`strict_slashes`) after `before_request`: the preflight is answered first; the actual request is redirected as before.",
              ],
              preflight,
            ),
          ],
    vary: (policy) => [
      underApp(
        policy,
        false,
        ["flask-cors leaves `Vary` out where it has one origin, and where none matches.", clearCaches],
        [
          "",
          "",
          { changed: "@app.after_request" },
          { changed: "def vary_by_origin(response):" },
          { changed: "    response.vary.add('Origin')" },
          { changed: "    return response" },
        ],
      ),
    ],
    "repair-server": (policy) => [underApp(policy, true, [repairFirst])],
  },
});

const reflecting = "`CORS(app, supports_credentials=True)` without `origins` sends back any origin; it must be named.";

const place = "The lines stand right below `app = Flask(__name__)`.";

const preflight: readonly Line[] = [
  "",
  "",
  { changed: "@app.before_request" },
  { changed: "def answer_preflight():" },
  { changed: "    if request.method == 'OPTIONS' and 'Access-Control-Request-Method' in request.headers:" },
  { changed: "        return '', 204" },
];

function underApp(policy: Policy, changed: boolean, warnings: readonly string[], below: readonly Line[] = []): Snippet {
  const { origins, credentials, methods, headers, exposed, maxAge, added } = policy;
  const named = origins === "*" ? ["*"] : origins;
  const patterns = named.some(isPatternToFlask);
  const imports = ["redirect", "request"].filter((name) =>
    below.some((line) => typeof line === "object" && new RegExp(`\\b${name}\\b`).test(line.changed)),
  );
  const list = named.map((origin) => (isPatternToFlask(origin) ? pythonPattern(origin) : singleQuoted(origin)));
  return snippet(
    [
      patterns && "import re",
      patterns && "",
      imports.length > 0 && `from flask import ${imports.join(", ")}`,
      "from flask_cors import CORS  # pip install flask-cors",
      "",
      mark(changed, "CORS("),
      "    app,",
      mark(added.origins.length > 0, `    origins=[${list.join(", ")}],`),
      credentials && mark(added.credentials, "    supports_credentials=True,"),
      mark(added.methods.length > 0, `    methods=${singleQuotedList(methods)},`),
      mark(added.headers.length > 0, `    allow_headers=${singleQuotedList(headers)},`),
      exposed.length > 0 && `    expose_headers=${singleQuotedList(exposed)},`,
      maxAge !== null && `    max_age=${maxAge},`,
      origins === "*" && "    send_wildcard=True,",
      ")",
      ...below,
    ],
    [...warnings, place],
  );
}

/** True for an origin with brackets, as of an IPv6 address, which flask-cors reads as a regular expression. */
function isPatternToFlask(origin: string): boolean {
  return origin.includes("[");
}
