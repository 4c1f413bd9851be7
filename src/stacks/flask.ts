import type { Policy } from "../remedy.ts";
import { defineStack, type Line, mark, type Snippet, snippet } from "./stack.ts";
import { clearCaches, repairFirst, sendAuthorization, whereNamed } from "./writing/advice.ts";
import { credentialsLine, isNamed, listLine, namesOrigins, unprovenLine } from "./writing/lists.ts";
import { pythonPattern, singleQuoted, singleQuotedList } from "./writing/quote.ts";

/** Flask with flask-cors. */
export const flask = defineStack({
  id: "flask",
  name: "Flask",
  language: "python",
  fix: {
    grant: (policy) => [underApp(policy, false, whereNamed(policy, reflecting))],
    "answer-preflight": (policy) => [
      underApp(
        policy,
        false,
        ["Put `answer_preflight` above the `before_request` function that authenticates. Flask runs them in order."],
        preflight,
      ),
    ],
    "send-once": (policy) => [
      underApp(policy, true, [
        "Delete all other code that sets `Access-Control-…` headers: `@cross_origin`, a second `CORS(...)`, `add_header` in a reverse proxy.",
      ]),
    ],
    "keep-on-errors": (policy) => [
      underApp(policy, true, ["Test without `debug=True`. The interactive debugger responds without these headers."]),
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
        : [underApp(policy, false, [], preflight)],
    vary: (policy) => [
      underApp(
        policy,
        false,
        [clearCaches],
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

const reflecting =
  "Do not use `CORS(app, supports_credentials=True)` without `origins`. Every website could then read your users' data.";

const newCall = "# Right below app = Flask(__name__):";
const changeCall = "# In the app's CORS(app, …) call; keep its other options and entries:";

const preflight: readonly Line[] = [
  "",
  "",
  { changed: "@app.before_request" },
  { changed: "def answer_preflight():" },
  { changed: "    if request.method == 'OPTIONS' and 'Access-Control-Request-Method' in request.headers:" },
  { changed: "        return '', 204" },
];

function underApp(policy: Policy, changed: boolean, warnings: readonly string[], below: readonly Line[] = []): Snippet {
  const { form, origins, methods, headers, exposed, maxAge, added } = policy;
  const isChange = form === "change";
  const written = isChange || form === "exact" ? methods : [...new Set([...defaultMethods, ...methods])];
  const namesMethods =
    form === "exact" || (isChange ? added.methods.length > 0 : methods.some((name) => !defaultMethods.has(name)));
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
      !isChange && "from flask_cors import CORS  # pip install flask-cors",
      (!isChange || imports.length > 0) && "",
      isChange ? changeCall : newCall,
      mark(changed, "CORS("),
      "    app,",
      namesOrigins(policy) && listLine(policy, added.origins.length > 0, `    origins=[${list.join(", ")}],`, "#"),
      credentialsLine(policy, "    supports_credentials=True,", "#"),
      namesMethods && listLine(policy, added.methods.length > 0, `    methods=${singleQuotedList(written)},`, "#"),
      unprovenLine(policy, "methods", `    methods=${singleQuotedList(methods)},`, "#"),
      (form === "exact" || (isChange && isNamed(policy, "headers"))) &&
        listLine(policy, added.headers.length > 0, `    allow_headers=${singleQuotedList(headers)},`, "#"),
      unprovenLine(policy, "headers", `    allow_headers=${singleQuotedList(headers)},`, "#"),
      isNamed(policy, "exposed") &&
        listLine(policy, added.exposed.length > 0, `    expose_headers=${singleQuotedList(exposed)},`, "#"),
      maxAge !== null && !isChange && `    max_age=${maxAge},`,
      origins === "*" && "    send_wildcard=True,",
      ")",
      ...below,
    ],
    warnings,
  );
}

/** The methods that flask-cors allows by default, beside every header that a preflight asks for. */
const defaultMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]);

/** True for an origin with brackets, as of an IPv6 address, which flask-cors reads as a regular expression. */
function isPatternToFlask(origin: string): boolean {
  return origin.includes("[");
}
