import { type AnyNode, type Literal, parse } from "acorn";
import { parse as parseToml } from "smol-toml";
import { parse as parseYaml } from "yaml";
import { stacks } from "../../src/stacks/index.ts";
import { type Given, givenIn, isGiven } from "./given.ts";
import { contexts, policies } from "./policies.ts";

// What fixes hold beside the values that they are made from: whatever else stands in the code for a hostile recording came
// from that recording.

/** The identifiers and strings of the page's own fixes. */
const pageCodes = [
  "const headers = new Headers(options.headers); for (const name of [...headers.keys()]) name.startsWith('access-control-');",
  "headers.delete(name); fetch(url, { ...options, method: 'PUT', credentials: 'omit' }); fetch(finalUrl); fetch(hostAndPath);",
];

/** Parsers of data, by language. */
export const readers: Readonly<Record<string, (code: string) => unknown>> = {
  json: JSON.parse,
  toml: parseToml,
  yaml: parseYaml,
};

interface Contents {
  readonly literals: readonly string[];
  readonly identifiers: readonly string[];
  readonly comments: readonly string[];
}

/** The strings, identifiers and comments of JavaScript. */
export function contentsOf(code: string): Contents {
  const literals: string[] = [];
  const identifiers: string[] = [];
  const comments: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { type } = node as AnyNode;
    if (type === "Literal" && typeof (node as Literal).value === "string")
      literals.push(String((node as Literal).value));
    if (type === "Identifier") identifiers.push((node as { name: string }).name);
    for (const child of Object.values(node)) visit(child);
  };
  visit(
    parse(code, {
      ecmaVersion: 2022,
      sourceType: "module",
      // A line that is commented out may hold strings too.
      onComment: (_, comment) => {
        comments.push(
          comment
            .trim()
            .replace(/'[^'\\]*'/g, "''")
            .replace(/''(, '')+/g, "''"),
        );
        literals.push(...[...comment.matchAll(/'([^'\\]*)'(?=[,\]])/g)].map(([, text = ""]) => text));
      },
    }),
  );
  return { literals, identifiers, comments };
}

/** Every key and every string of data, without the second quotes that API Gateway wants around a string. */
export function stringsOf(data: unknown): string[] {
  if (typeof data === "string") return [data.replace(/^'(.*)'$/, "$1")];
  if (typeof data !== "object" || data === null) return [];
  if (Array.isArray(data)) return data.flatMap(stringsOf);
  return Object.entries(data).flatMap(([key, value]) => [key, ...stringsOf(value)]);
}

export const known = knownContents();

function knownContents() {
  const more = { exposed: ["X-Total-Count"], maxAge: 600 };
  const local = { origins: ["http://localhost:3000", "https://app.example"] };
  const variants = Object.values(policies).flatMap((policy) => [
    policy,
    { ...policy, ...more },
    ...(policy.form === "new" ? [{ ...policy, ...local }] : []),
  ]);
  const snippets = variants.flatMap((policy) =>
    Object.values(contexts).flatMap((context) => {
      const given = givenIn(policy, context);
      return stacks.flatMap(({ language, fix }) =>
        Object.values(fix).flatMap((write) =>
          write(policy, context).map((snippet) => ({ language, ...snippet, given })),
        ),
      );
    }),
  );
  const nothing = {
    origins: new Set<string>(),
    methods: new Set<string>(),
    names: new Set<string>(),
    paths: new Set<string>(),
    numbers: new Set<string>(),
  };
  const contents = [
    ...snippets.filter(({ language }) => language === "javascript"),
    ...pageCodes.map((code) => ({ code, given: nothing })),
  ].map(({ code, given }) => ({ ...contentsOf(code), given }));
  const data = snippets.flatMap(({ language, code, given }) => {
    const read = readers[language];
    return read ? [{ strings: stringsOf(read(code)), given }] : [];
  });
  const own = (values: readonly string[], given: Given) => values.filter((value) => !isGiven(value, given));
  return {
    literals: new Set(contents.flatMap(({ literals, given }) => own(literals, given))),
    identifiers: new Set(contents.flatMap(({ identifiers }) => identifiers)),
    comments: new Set(contents.flatMap(({ comments }) => comments)),
    strings: new Set(data.flatMap(({ strings, given }) => own(strings, given))),
  };
}

const knownNginxComments = [
  "In http { }, outside every server { }:",
  "Inside the location of the API, beside its proxy_pass:",
  "Inside the location of the API, beside its fastcgi_pass:",
  "Instead of this location's own add_header Access-Control-... lines; keep their entries:",
  "In the location of the API; keep its other add_header lines, and the other entries of these:",
  "In the location of the files; keep its other add_header lines, and the other entries of these:",
  "Inside the location of the files, beside its root or try_files:",
  "Delete from every server and location that leads to the application:",
  "  add_header Access-Control-... lines,",
  "  if ($request_method = OPTIONS) { return 204; }",
  "nginx then passes on the application's own headers and its response to OPTIONS.",
  "In the server { }, above its locations:",
];

const quoted = '"(?:[A-Za-z0-9 ,.:/_*+-]|\\\\\\[|\\\\\\]|[\\[\\]])*"';
const mapKey = '"~\\^(?:[A-Za-z0-9:/_-]|\\\\[.+\\[\\]])*\\$"';
const pathPattern = '"\\^(?:[A-Za-z0-9_~/-]|\\\\\\.)*';
/** Matches each line of an nginx snippet, with plain values in its quotes. */
export const knownNginxLine = new RegExp(
  `^(${[
    "",
    ...knownNginxComments.map((comment) => `# ${comment.replace(/[$.(){}]/g, "\\$&")}`),
    "map \\$http_origin \\$cors_origin \\{( # keep the other entries)?",
    "map \\$(cors_origin|http_origin) \\$cors_credentials \\{",
    `rewrite ${pathPattern}\\$" "/[A-Za-z0-9._~/-]*/" last; # instead of a redirect`,
    `rewrite ${pathPattern}\\(/\\|\\$\\)" /cors-preflight last; # limit_except and deny cannot forbid it here`,
    'rewrite "\\^/" /cors-preflight last; # limit_except and deny cannot forbid it here',
    'set \\$cors_preflight "\\$request_method \\$http_origin";',
    'if \\(\\$cors_preflight ~ "\\^OPTIONS (?:\\((?:[A-Za-z0-9:/_|-]|\\\\[.+\\[\\]])*\\)\\$)?"\\) \\{',
    "location = /cors-preflight \\{",
    "internal;",
    "return 204;",
    "default \\$upstream_http_access_control_allow_origin; # as the application sends it",
    "default \\$upstream_http_access_control_allow_credentials;",
    `${mapKey} "true";`,
    'default "(true)?";',
    'default "\\*"; # every other page, without credentials',
    '"\\*?" "";',
    `${mapKey} \\$http_origin;`,
    "\\}",
    "if \\(\\$request_method = OPTIONS\\) \\{",
    "return 204; # with the add_header lines below, as long as none stands in here",
    `return 307 ${quoted};`,
    "(?:proxy|fastcgi)_hide_header Access-Control-[A-Za-z-]+;",
    "# (?:proxy|fastcgi)_hide_header Access-Control-Allow-Credentials; # uncomment if the page sends cookies",
    `add_header [A-Za-z-]+ (${quoted}|\\$cors_origin|\\$cors_credentials|[0-9]{1,9}) always;( # keep the other entries)?`,
    '# add_header Access-Control-Allow-Credentials ("true"|\\$cors_credentials) always; # uncomment if the page sends cookies',
    'proxy_redirect "~\\^\\(https\\?://\\)\\[\\^/@\\]\\*@\\(\\.\\*\\)\\$" "\\$1\\$2";',
  ].join("|")})$`,
);
