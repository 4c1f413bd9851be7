import type { FixContext, Policy } from "../../remedy.ts";
import { type Line, mark } from "../stack.ts";
import { asWhole, grantHeaders } from "./grant-headers.ts";
import {
  everyOtherPage,
  keepOthers,
  listLine,
  namesCredentials,
  namesOnlyAdded,
  namesOrigins,
  optionalLine,
} from "./lists.ts";
import { nginxMapKey, nginxOneOf, nginxPathPattern, nginxString } from "./quote.ts";

// Configuration that the stacks of nginx share. A policy comes in; `map` blocks for `http` and lines for a location go out.

export const reload = "Check and reload: `nginx -t && nginx -s reload`.";

export const repeatServerLines =
  "Repeat the server level's `add_header` lines in this location. A location with its own `add_header` inherits none.";

export const repeatForErrorPage = "If `error_page` leads to another location, repeat the lines there.";

export const putIfAboveRedirect =
  "Put the `if` above every `return` and `rewrite` of the location. If a `return` at server level redirects, request the final URL.";

/** The parts of the lines that a remedy changes even if the policy adds nothing. */
export type NginxPart = "preflight" | "origin" | "vary";

/** Says how to avoid the redirect in the page; empty where nginx does not only add a slash to the path. */
export function orWithSlash({ redirect }: FixContext): string[] {
  return redirect?.step === "preflight" && leadsToSlash(redirect)
    ? ["Or request the URL with the slash at the end, and leave out the `rewrite` line."]
    : [];
}

/** What stands behind nginx, where it may set CORS headers itself that nginx has to keep. */
export interface Behind {
  /** True where the other origins that the application allows stay allowed: the application's own header is the default. */
  readonly keepsOrigins?: boolean;
  /** Lines that keep nginx from passing on the application's headers. */
  readonly hide?: readonly Line[];
}

/**
 * The `map` blocks that choose the origin and the credentials, where there are several origins or other origins stay allowed;
 * then a comment with the place. A change that adds no origin has no maps.
 */
export function mapLines(
  policy: Policy,
  place: string,
  changes: readonly NginxPart[] = [],
  behind: Behind = {},
  inServer: readonly Line[] = [],
): Line[] {
  const { origins, staysOpen, added, form } = policy;
  const namesOrigin = namesOrigins(policy) || changes.length > 0;
  if (!needsMap(policy, behind) || origins === "*" || !namesOrigin) return [...inServer, `# ${place}`];
  const others: Line = behind.keepsOrigins
    ? { changed: "    default $upstream_http_access_control_allow_origin; # as the application sends it" }
    : '    default "";';
  return [
    "# In http { }, outside every server { }:",
    `map $http_origin $cors_origin {${form === "change" ? ` # ${keepOthers}` : ""}`,
    staysOpen ? { changed: `    default "*"; # ${everyOtherPage}` } : others,
    ...origins.map((origin) => mark(added.origins.includes(origin), `    ${nginxMapKey(origin)} $http_origin;`)),
    "}",
    ...credentialsMap(policy, origins, behind),
    "",
    ...inServer,
    `# ${place}`,
  ];
}

/**
 * Lines for the server, after a comment with the place, that let nginx handle the path before it chooses a location; none
 * where the location's lines are enough. `limit_except` and `deny` forbid `OPTIONS` before an `if` of the location runs, and
 * nginx redirects a folder's path without the last slash before that, too.
 * @see https://nginx.org/en/docs/http/ngx_http_core_module.html#limit_except
 * @see https://nginx.org/en/docs/http/ngx_http_core_module.html#location
 */
export function serverLines(
  policy: Policy,
  changes: readonly NginxPart[],
  { redirect, server, forbidsOptions }: FixContext,
  behind: Behind = {},
): Line[] {
  if (!changes.includes("preflight")) return [];
  const slash = redirect?.step === "preflight" && leadsToSlash(redirect) ? redirect.path : null;
  const lines: Line[] = [
    slash !== null && {
      changed: `rewrite ${nginxPathPattern(slash, "$")} ${nginxString(`${slash}/`)} last; # instead of a redirect`,
    },
    ...(forbidsOptions ? preflightLocation(policy, changes, server.path, behind) : []),
  ];
  return lines.some((line) => line !== false) ? ["# In the server { }, above its locations:", ...lines, ""] : [];
}

/**
 * A location that responds to the preflights of a path, whatever its own location forbids. It is new, so that it names all that
 * the server grants. Only the origins that are added go there: other pages may pass in other locations below the path.
 */
function preflightLocation(policy: Policy, changes: readonly NginxPart[], path: string, behind: Behind): Line[] {
  const pattern = path === "/" ? nginxPathPattern("/", "") : nginxPathPattern(path, "(/|$)");
  const pages = policy.added.origins.length > 0 || policy.origins === "*" ? policy.added.origins : policy.origins;
  const preflight = pages.length === 0 ? '"^OPTIONS "' : nginxOneOf("OPTIONS ", pages);
  const location: Line[] = [
    'set $cors_preflight "$request_method $http_origin";',
    `if ($cors_preflight ~ ${preflight}) {`,
    `    rewrite ${pattern} /cors-preflight last; # limit_except and deny cannot forbid it here`,
    "}",
    "location = /cors-preflight {",
    "    internal;",
    ...headerLines(asWhole(policy), changes, behind, mapsCredentials(policy, behind)).map((line) => indented(line)),
    "    return 204;",
    "}",
  ];
  return location.map((line) => (typeof line === "string" ? { changed: line } : line));
}

function indented(line: Line): Line {
  if (typeof line === "string") return `    ${line}`;
  return line && { changed: `    ${line.changed}` };
}

function leadsToSlash({ path, target }: NonNullable<FixContext["redirect"]>): boolean {
  return URL.canParse(target) && new URL(target).pathname === `${path}/`;
}

/** The map that gives credentials to the named origins only; the application's own header is the default as well. */
function credentialsMap(policy: Policy, origins: readonly string[], behind: Behind): Line[] {
  const { staysOpen, added } = policy;
  if (!mapsCredentials(policy, behind)) return [];
  if (behind.keepsOrigins && !staysOpen) {
    return [
      "map $http_origin $cors_credentials {",
      mark(namesCredentials(policy), "    default $upstream_http_access_control_allow_credentials;"),
      ...origins.map((origin) => mark(added.credentials, `    ${nginxMapKey(origin)} "true";`)),
      "}",
    ];
  }
  const values: Line[] = staysOpen
    ? [{ changed: '    default "true";' }, '    "*" "";']
    : [mark(added.credentials, '    default "true";'), '    "" "";'];
  return ["map $cors_origin $cors_credentials {", ...values, "}"];
}

/** True where a map chooses the credentials, and the lines of the location name its variable. */
function mapsCredentials(policy: Policy, behind: Behind): boolean {
  const { staysOpen, credentials, maybeCredentials } = policy;
  if (!needsMap(policy, behind)) return false;
  return behind.keepsOrigins && !staysOpen ? namesCredentials(policy) || maybeCredentials : credentials;
}

/** The lines of a location; `changes` names the parts that differ from today's even if the policy adds nothing. */
export function corsLines(policy: Policy, changes: readonly NginxPart[], behind: Behind = {}): Line[] {
  const preflight = changes.includes("preflight");
  return [
    ...(!namesOnlyAdded(policy) || preflight
      ? [
          mark(preflight, "if ($request_method = OPTIONS) {"),
          mark(preflight, "    return 204; # with the add_header lines below, as long as none stands in here"),
          mark(preflight, "}"),
        ]
      : []),
    ...(behind.hide ?? []),
    ...headerLines(policy, changes, behind),
  ];
}

/** The `add_header` lines; `mapped` is true where a map chooses the credentials. */
function headerLines(
  policy: Policy,
  changes: readonly NginxPart[],
  behind: Behind,
  mapped = mapsCredentials(policy, behind),
): Line[] {
  const { origins, added } = policy;
  const list = needsMap(policy, behind);
  const origin = list ? "$cors_origin" : nginxString(origins === "*" ? "*" : (origins[0] ?? ""));
  const namesOrigin = namesOrigins(policy) || changes.length > 0;
  return [
    namesOrigin &&
      addHeader(changes.includes("origin") || added.origins.length > 0, "Access-Control-Allow-Origin", origin),
    list && namesOrigin && addHeader(changes.includes("vary"), "Vary", nginxString("Origin")),
    ...grantHeaders(policy).map(({ name, value, changed, isList, isOptional }): Line => {
      const text = `add_header ${name} ${parameter(name, value, mapped && namesOrigin)} always;`;
      if (isOptional) return optionalLine(text, "#");
      return isList ? listLine(policy, changed, text, "#") : mark(changed, text);
    }),
  ];
}

function addHeader(changed: boolean, name: string, value: string): Line {
  return mark(changed, `add_header ${name} ${value} always;`);
}

/** A header's value as a parameter of `add_header`. */
function parameter(name: string, value: string, isOneOfSeveral: boolean): string {
  if (name === "Access-Control-Allow-Credentials" && isOneOfSeveral) return "$cors_credentials";
  return name === "Access-Control-Max-Age" ? value : nginxString(value);
}

function needsMap({ origins, staysOpen }: Policy, { keepsOrigins = false }: Behind = {}): boolean {
  return origins !== "*" && (origins.length > 1 || staysOpen || keepsOrigins);
}
