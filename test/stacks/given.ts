import type { FixContext, Policy } from "../../src/remedy.ts";
import { isPlainHeaderName, isPlainMethod, isPlainOrigin, isPlainPath } from "../../src/text/plain.ts";
import type { Hostile } from "./hostile.ts";

/** The values that a fix may hold: only those that it was made from, not every value that looks harmless. */
export interface Given {
  readonly origins: ReadonlySet<string>;
  readonly methods: ReadonlySet<string>;
  /** Header names, in lower case. */
  readonly names: ReadonlySet<string>;
  readonly paths: ReadonlySet<string>;
  readonly numbers: ReadonlySet<string>;
}

/** The plain values of a recording; the others must not reach any code. */
export function givenBy({ origin, method, headerName, path, responseHeaders, location }: Hostile): Given {
  const values = (name: string) => responseHeaders.filter((header) => header.name === name).map(({ value }) => value);
  const lists = (name: string) => values(name).flatMap((value) => value.split(/[,\n]/).map((member) => member.trim()));
  const url = `https://api.example${path}`.replace(/#.*/s, "");
  const anyExposed = lists("Access-Control-Expose-Headers").includes("*");
  const target = URL.canParse(location, "https://api.example") ? new URL(location, "https://api.example") : null;
  return {
    origins: new Set(
      [
        origin,
        ...values("Access-Control-Allow-Origin").flatMap((value) => value.split(/[,\s]+/)),
        url,
        target?.origin ?? "",
        ...placeholders,
      ]
        .flatMap((value) => [value, value.trim(), URL.canParse(value) ? new URL(value).origin : ""])
        .filter(isPlainOrigin),
    ),
    methods: new Set(
      [method, method.toUpperCase(), ...lists("Access-Control-Allow-Methods"), ...usualMethods]
        .map((value) => value.trim())
        .filter(isPlainMethod),
    ),
    names: new Set(
      [
        ...headerName.split(/[,\n]/),
        ...lists("Access-Control-Allow-Headers"),
        ...lists("Access-Control-Expose-Headers"),
        ...defaultHeaders,
      ]
        .map((value) => value.trim().toLowerCase())
        .filter((name) => isPlainHeaderName(name) || (name === "*" && anyExposed)),
    ),
    paths: new Set(["/", "/your-path", ...pathsOf(url), ...pathsOf(target?.href ?? "")]),
    numbers: new Set(values("Access-Control-Max-Age").map((value) => String(Number(value)))),
  };
}

/** The values of a known policy and context. */
export function givenIn(policy: Policy, { redirect, server }: FixContext): Given {
  const { origins, methods, headers, exposed, maxAge } = policy;
  const target = redirect && URL.canParse(redirect.target) ? new URL(redirect.target) : null;
  return {
    origins: new Set([...(origins === "*" ? [] : origins), server.origin, target?.origin ?? "", ...placeholders]),
    methods: new Set([...methods, ...usualMethods]),
    names: new Set([...headers, ...exposed, ...defaultHeaders].map((name) => name.toLowerCase())),
    paths: new Set(
      ["/", server.path, redirect?.path ?? "/", target?.pathname ?? "/"].flatMap((path) => [path, `${path}/`]),
    ),
    numbers: new Set(maxAge === null ? [] : [String(maxAge)]),
  };
}

/** The methods and headers that a list in code may hold because the library allows them by default. */
const usualMethods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
const defaultHeaders =
  "accept, authorization, cache-control, content-type, dnt, if-modified-since, keep-alive, range, user-agent, x-requested-with".split(
    ", ",
  );

const placeholders = ["https://your-page.example", "https://your-server.example", "https://your-target.example"];

/** The path of a URL, and the paths of the folders that it is in. */
function pathsOf(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { pathname } = new URL(url);
  const above = [...pathname.matchAll(/\//g)].flatMap(({ index }) => [
    pathname.slice(0, index),
    pathname.slice(0, index + 1),
  ]);
  return [pathname, "/", ...above].filter((path) => isPlainPath(path));
}

/**
 * True for a given value, a list of given values, a given URL or a given number of seconds, also as platforms write a value
 * as a pattern, or a path with everything below it.
 */
export function isGiven(value: string, given: Given): boolean {
  const { origins, methods, names, paths, numbers } = given;
  if (value === "" || numbers.has(value.replace(/(?<=^[0-9]+)s$/, ""))) return true;
  const unescaped = value.replace(/\\(?=[.[\]+-])/g, "");
  const anchored = /^\^(.*)\$$/.exec(unescaped)?.[1] ?? unescaped;
  if (origins.has(anchored)) return true;
  const [, origin = "", path = ""] = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)(\/.*)$/.exec(value) ?? [];
  if (origins.has(origin) && isPath(path, paths)) return true;
  if (isPath(value, paths) || isPath(unescaped.replace(/^\^/, ""), paths)) return true;
  const members = value.split(/, ?/);
  return (
    members.every((member) => methods.has(member)) ||
    members.every((member) => names.has(member.toLowerCase())) ||
    members.every((member) => origins.has(member))
  );
}

function isPath(value: string, paths: ReadonlySet<string>): boolean {
  return paths.has(value) || paths.has(value.replace(/(?:\/|\*|\(\.\*\)|:path\*|\/:path\*|\*\*|\*splat)$/, ""));
}
