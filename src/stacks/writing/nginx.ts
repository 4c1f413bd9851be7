import type { Policy } from "../../remedy.ts";
import { translate } from "../../text/translate.ts";
import { type Line, mark } from "../stack.ts";
import { grantHeaders } from "./grant-headers.ts";
import { nginxMapKey, nginxString } from "./quote.ts";

export const reload = "Check and reload: `nginx -t && nginx -s reload`.";

export const oneLocation =
  "A location with an `add_header` of its own inherits none from the server level: repeat here those that it should keep.";

export const repeatForErrorPage =
  "An `error_page` that leads to another location takes the headers of that location: repeat the lines there.";

export const whenVaryIsNeeded =
  "A header that names one origin, always, needs no `Vary`; nginx adds `Vary: Origin` where it chooses among several.";

export const putIfAboveRedirect =
  "Put the `if` above a `return 301` or `rewrite` of the same location; a `return` at server level, as from http to https, runs first, so the page must call the https URL.";

/** Says where the lines go: in a location with the directive `neighbor`, and in `http` where there is a `map`. */
export function twoPlaces({ origins }: Policy, neighbor: string): string {
  return isList(origins)
    ? translate`Two places: the \`map\` blocks stand in \`http { }\`, outside every \`server { }\`; the rest in the location, beside its \`${neighbor}\`.`
    : translate`The lines stand in the location, beside its \`${neighbor}\`.`;
}

/** The `map` blocks that choose the origin and the credentials where there are several origins; then a comment with the place. */
export function mapLines({ origins, credentials, added }: Policy, place: string): Line[] {
  if (!isList(origins)) return [`# ${place}`];
  return [
    "# In http { }, outside every server { }:",
    "map $http_origin $cors_origin {",
    '    default "";',
    ...origins.map((origin) => mark(added.origins.includes(origin), `    ${nginxMapKey(origin)} $http_origin;`)),
    "}",
    ...(credentials
      ? ["map $cors_origin $cors_credentials {", mark(added.credentials, '    default "true";'), '    "" "";', "}"]
      : []),
    "",
    `# ${place}`,
  ];
}

/** The lines of a location; `changes` names the parts that differ from today's even if the policy adds nothing. */
export function corsLines(
  policy: Policy,
  changes: readonly ("preflight" | "origin" | "vary")[],
  hide: readonly Line[] = [],
): Line[] {
  const { origins, added } = policy;
  const list = isList(origins);
  const origin = list ? "$cors_origin" : nginxString(origins === "*" ? "*" : (origins[0] ?? ""));
  const preflight = changes.includes("preflight");
  const add = (changed: boolean, name: string, value: string) => mark(changed, `add_header ${name} ${value} always;`);
  return [
    mark(preflight, "if ($request_method = OPTIONS) {"),
    mark(preflight, "    return 204; # with the add_header lines below, as long as none stands in here"),
    mark(preflight, "}"),
    ...hide,
    add(changes.includes("origin") || added.origins.length > 0, "Access-Control-Allow-Origin", origin),
    list && add(changes.includes("vary"), "Vary", nginxString("Origin")),
    ...grantHeaders(policy).map(({ name, value, changed }) => add(changed, name, parameter(name, value, list))),
  ];
}

/** A header's value as a parameter of `add_header`. */
function parameter(name: string, value: string, isOneOfSeveral: boolean): string {
  if (name === "Access-Control-Allow-Credentials" && isOneOfSeveral) return "$cors_credentials";
  return name === "Access-Control-Max-Age" ? value : nginxString(value);
}

function isList(origins: Policy["origins"]): origins is readonly string[] {
  return origins !== "*" && origins.length > 1;
}
