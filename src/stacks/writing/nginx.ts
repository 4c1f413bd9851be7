import type { Policy } from "../../remedy.ts";
import { translate } from "../../text/translate.ts";
import { type Line, mark } from "../stack.ts";
import { grantHeaders } from "./grant-headers.ts";
import { everyOtherPage, keepOthers, listLine, namesOnlyAdded, namesOrigins, optionalLine } from "./lists.ts";
import { nginxMapKey, nginxString } from "./quote.ts";

// Configuration that the stacks of nginx share. A policy comes in; `map` blocks for `http` and lines for a location go out.

export const reload = "Check and reload: `nginx -t && nginx -s reload`.";

export const oneLocation =
  "A location with an `add_header` line inherits none from the server level. Repeat here the lines that it should keep.";

export const repeatForErrorPage =
  "An `error_page` that leads to another location gets the headers of that location. Repeat the lines there.";

export const whenVaryIsNeeded =
  "A header that always names the same origin needs no `Vary`. nginx sends `Vary: Origin` where it chooses among several origins.";

export const putIfAboveRedirect =
  "Put the `if` above a `return 301` or `rewrite` of the same location. A `return` at server level runs first, so the page must request the https URL.";

/** The parts of the lines that a remedy changes even if the policy adds nothing. */
export type NginxPart = "preflight" | "origin" | "vary";

/** Says where the lines go: in a location with the directive `neighbor`, and in `http` where there is a `map`. */
export function twoPlaces(policy: Policy, neighbor: string): string {
  return needsMap(policy)
    ? translate`The \`map\` blocks go into \`http { }\`, outside every \`server { }\`. The other lines go into the location, beside its \`${neighbor}\`.`
    : translate`The lines go into the location, beside its \`${neighbor}\`.`;
}

/**
 * The `map` blocks that choose the origin and the credentials, where there are several origins or every other origin keeps
 * `*`; then a comment with the place. A change that adds no origin has no maps.
 */
export function mapLines(policy: Policy, place: string, changes: readonly NginxPart[] = []): Line[] {
  const { origins, staysOpen, credentials, added, form } = policy;
  const namesOrigin = namesOrigins(policy) || changes.length > 0;
  if (!needsMap(policy) || origins === "*" || !namesOrigin) return [`# ${place}`];
  const maps: Line[] = [
    "# In http { }, outside every server { }:",
    `map $http_origin $cors_origin {${form === "change" ? ` # ${keepOthers}` : ""}`,
    staysOpen ? { changed: `    default "*"; # ${everyOtherPage}` } : '    default "";',
    ...origins.map((origin) => mark(added.origins.includes(origin), `    ${nginxMapKey(origin)} $http_origin;`)),
    "}",
  ];
  const ofCredentials: Line[] = staysOpen
    ? [{ changed: '    default "true";' }, '    "*" "";']
    : [mark(added.credentials, '    default "true";'), '    "" "";'];
  return [
    ...maps,
    ...(credentials ? ["map $cors_origin $cors_credentials {", ...ofCredentials, "}"] : []),
    "",
    `# ${place}`,
  ];
}

/** The lines of a location; `changes` names the parts that differ from today's even if the policy adds nothing. */
export function corsLines(policy: Policy, changes: readonly NginxPart[], hide: readonly Line[] = []): Line[] {
  const { origins, added } = policy;
  const list = needsMap(policy);
  const origin = list ? "$cors_origin" : nginxString(origins === "*" ? "*" : (origins[0] ?? ""));
  const preflight = changes.includes("preflight");
  const namesOrigin = namesOrigins(policy) || changes.length > 0;
  const answersOptions = !namesOnlyAdded(policy) || preflight;
  return [
    ...(answersOptions
      ? [
          mark(preflight, "if ($request_method = OPTIONS) {"),
          mark(preflight, "    return 204; # with the add_header lines below, as long as none stands in here"),
          mark(preflight, "}"),
        ]
      : []),
    ...hide,
    namesOrigin &&
      addHeader(changes.includes("origin") || added.origins.length > 0, "Access-Control-Allow-Origin", origin),
    list && namesOrigin && addHeader(changes.includes("vary"), "Vary", nginxString("Origin")),
    ...grantHeaders(policy).map(({ name, value, changed, isList, isOptional }): Line => {
      const text = `add_header ${name} ${parameter(name, value, list && namesOrigin && policy.credentials)} always;`;
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

function needsMap({ origins, staysOpen }: Policy): boolean {
  return origins !== "*" && (origins.length > 1 || staysOpen);
}
