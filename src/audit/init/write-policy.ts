import { groupBy, unique } from "../../collections.ts";
import { pathTemplate } from "../../text/path-template.ts";
import { cut, visible, visibleJson } from "../../text/visible.ts";
import type { DraftRequest, PolicyDraft } from "./draft.ts";

/** What the source does not tell and the user does. */
export interface PolicyAnswers {
  /** What the policy is written from, as the user typed it. */
  readonly source: string;
  /** The server of the requests whose source does not say it. */
  readonly base: string | undefined;
  /** The origins of the requests whose source does not say them. */
  readonly origins: readonly string[];
}

const unknownOrigin = "https://your-app.example";
const unknownServer = "https://your-server.example";

/** The draft as the source of a policy file, with a comment for everything that somebody has to confirm. */
export function writePolicy({ requests, leftOut }: PolicyDraft, { source, base, origins }: PolicyAnswers): string {
  const server = baseServer(requests);
  const rules = draftRules(requests);
  const baseComment = server === "" && base === undefined ? " // confirm: the source does not name the server" : "";
  return [
    `// Written by cors-panel audit --init ${commentText(source)}`,
    '// Check every line with "confirm". Everything that no rule allows is forbidden. Then run: cors-panel audit',
    '/** @type {import("cors-panel/config").AuditConfig} */',
    "export default {",
    `  base: ${literal(server === "" ? (base ?? unknownServer) : server)},${baseComment}`,
    "  allow: [",
    ...rules.flatMap((rule) => ruleLines(rule, server, origins).map((line) => `    ${line}`)),
    "  ],",
    "};",
    ...(leftOut.length > 0 ? ["", "// Left out:"] : []),
    ...leftOut.slice(0, maxLeftOut).map((text) => `// - ${commentText(text)}`),
    ...(leftOut.length > maxLeftOut ? [`// - and ${leftOut.length - maxLeftOut} more`] : []),
    "",
  ].join("\n");
}

const maxLeftOut = 30;

/** The server to which most requests go; "" where the server of any is not known. */
function baseServer(requests: readonly DraftRequest[]): string {
  if (requests.some(({ server }) => server === "")) return "";
  const servers = [...groupBy(requests, ({ server }) => server).entries()];
  return servers.sort(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? "";
}

/** A route with the number of paths that it stands for. */
interface DraftRoute extends Pick<DraftRequest, "server" | "path" | "confirm"> {
  readonly count: number;
}

/** What requests of one rule have in common. */
type CommonParts = Pick<DraftRequest, "headers" | "exposedHeaders" | "credentials">;

interface DraftRule extends CommonParts {
  readonly origins: readonly (string | null)[];
  readonly routes: readonly DraftRoute[];
  readonly methods: readonly string[];
}

/**
 * The rules that allow these requests and no others, apart from paths that differ in an id only. Of paths with one
 * template, the first stands for all.
 */
function draftRules(requests: readonly DraftRequest[]): DraftRule[] {
  const key = ({ headers, exposedHeaders, credentials }: CommonParts) => [headers, exposedHeaders, credentials];
  const byRoute = groupBy(requests, (request) =>
    JSON.stringify([request.origin, request.server, pathTemplate(request.path), key(request)]),
  );
  const routes = [...byRoute.values()].map((group) => {
    const [first] = group;
    const paths = unique(group.map(({ path }) => path));
    const route = {
      server: first.server,
      path: first.path,
      confirm: unique(group.flatMap(({ confirm }) => confirm)),
      count: paths.length,
    };
    return { ...first, route, methods: unique(group.map(({ method }) => method)).sort() };
  });
  const byMethods = groupBy(routes, (route) => JSON.stringify([route.origin, route.methods, key(route)]));
  const rules = [...byMethods.values()].map((group) => ({ ...group[0], routes: group.map(({ route }) => route) }));
  const byRoutes = groupBy(rules, (rule) =>
    JSON.stringify([rule.routes.map(({ server, path }) => server + path), rule.methods, key(rule)]),
  );
  return [...byRoutes.values()].map((group) => ({ ...group[0], origins: group.map(({ origin }) => origin) }));
}

function ruleLines(rule: DraftRule, base: string, answers: readonly string[]): string[] {
  const { routes, methods, headers, exposedHeaders, credentials } = rule;
  const isUnknown = rule.origins.includes(null);
  const given = answers.length > 0 ? answers : [unknownOrigin];
  const origins = unique(rule.origins.flatMap((origin) => (origin === null ? given : [origin])));
  const originComments = [
    ...(isUnknown && answers.length === 0 ? ["the source does not say which pages send this"] : []),
    ...(origins.some((origin) => origin.startsWith("http:")) && !isLocal(origins)
      ? ["an attacker on the network can change a page on http"]
      : []),
  ];
  return [
    "{",
    `  origins: ${list(origins)},${comment(originComments)}`,
    ...routeLines(routes, base).map((line) => `  ${line}`),
    `  methods: ${list(methods)},`,
    ...(headers.length > 0 ? [`  headers: ${list(headers)},`] : []),
    ...(exposedHeaders.length > 0
      ? [`  exposedHeaders: ${list(exposedHeaders)},${comment(["only those that the page reads"])}`]
      : []),
    ...(credentials === true ? ["  credentials: true,"] : []),
    ...(credentials === null ? ["  // confirm: add credentials: true if the page sends cookies"] : []),
    "},",
  ];
}

function isLocal(origins: readonly string[]): boolean {
  return origins.every((origin) => !origin.startsWith("http:") || /^http:\/\/(localhost|127\.|\[::1\])/.test(origin));
}

function routeLines(routes: readonly DraftRoute[], base: string): string[] {
  return [
    "routes: [",
    ...routes.map(({ server, path, confirm, count }) => {
      const comments = [...(count > 1 ? [`stands for ${count} paths like ${pathTemplate(path)}`] : []), ...confirm];
      return `  ${literal(server === base ? path : server + path)},${comment(comments)}`;
    }),
    "],",
  ];
}

function list(values: readonly string[]): string {
  return `[${values.map(literal).join(", ")}]`;
}

/** A string of JavaScript. JSON is a subset of it, and no character in it changes how the line looks. */
function literal(value: string): string {
  return visibleJson(JSON.stringify(value));
}

function comment(texts: readonly string[]): string {
  return texts.length === 0 ? "" : ` // confirm: ${texts.map(commentText).join("; ")}`;
}

/** A text that stays in its line of comment. */
function commentText(text: string): string {
  return visible(cut(text, maxCommentLength));
}

const maxCommentLength = 300;
