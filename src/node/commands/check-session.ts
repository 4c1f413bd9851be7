import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import type { CookieData } from "puppeteer";
import { z } from "zod";
import type { Header } from "../../exchange.ts";
import { quote } from "../../text/quote.ts";
import { headerProblem } from "../../text/request-problems.ts";
import { visible } from "../../text/visible.ts";
import type { SessionState } from "../browser/session-state.ts";
import { fileErrorMessage } from "../errors.ts";

/** The options for what a page starts with, as `parseArgs` takes them. */
export const sessionArgs = {
  cookie: { type: "string", multiple: true, default: [] as string[] },
  "storage-state": { type: "string" },
  header: { type: "string", multiple: true, default: [] as string[] },
} as const;

interface SessionValues {
  readonly cookie: readonly string[];
  readonly "storage-state"?: string | undefined;
  readonly header: readonly string[];
}

/** Cookies, local storage and headers for pages of these URLs; a sentence when the options cannot be followed. */
export async function readSession(
  { cookie: lines, "storage-state": file, header }: SessionValues,
  urls: readonly (string | null)[],
): Promise<SessionState | string> {
  const hasPages = urls.every((url) => url !== null && /^https?:/i.test(url));
  const headers = header.map(readHeader);
  const cookies = lines.map((line) => readCookie(line, hasPages));
  const problem = [...headers, ...cookies].find((each) => typeof each === "string");
  if (typeof problem === "string") return problem;
  if (headers.length > 0 && !hasPages)
    return "--header is sent to the page's own origin only, so every page needs an http or https URL; with a flow, give its URL too";
  const stored = file === undefined ? { cookies: [], localStorage: [] } : await readStorageState(file);
  if (typeof stored === "string") return stored;
  return {
    headers: headers.filter((each) => typeof each !== "string"),
    cookies: [...stored.cookies, ...cookies.filter((each) => typeof each !== "string")],
    localStorage: stored.localStorage,
  };
}

function readHeader(line: string): Header | string {
  const [, name = "", value = ""] = /^([^:]*):(.*)$/s.exec(line) ?? [];
  if (!line.includes(":")) return `--header needs a name and a value, such as 'x-preview: 1', not "${visible(line)}"`;
  const header = { name: name.trim(), value: value.trim() };
  if (/^cookie$/i.test(header.name)) return "--header cannot set `Cookie`; use --cookie";
  if (
    /^(origin|host|content-length|connection|transfer-encoding|upgrade|referer)$|^(sec|proxy|access-control)-/i.test(
      header.name,
    )
  )
    return `--header cannot set ${quote(header.name)}, which the browser sets itself`;
  return headerProblem(header.name, header.value) ?? header;
}

/** A cookie in the syntax of `Set-Cookie`; without a domain it is for the page's host. */
function readCookie(line: string, hasPages: boolean): CookieData | string {
  const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
  const [, name = "", value = ""] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
  const shown = visible(line.split("=")[0] ?? "");
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) return `--cookie needs NAME=VALUE[; domain=…], not "${shown}…"`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that RFC 6265bis forbids
  if (/[\x00-\x1f\x7f]/.test(value)) return `--cookie ${shown} has characters that are not allowed in cookies`;
  const cookie: CookieData = { name, value, domain: "", path: "/" };
  for (const attribute of attributes.filter((part) => part !== "")) {
    const [key = "", setting = ""] = attribute.split("=").map((part) => part.trim());
    const sameSite = sameSiteOf(setting);
    if (/^domain$/i.test(key) && isHost(setting)) cookie.domain = domainOf(setting);
    else if (/^path$/i.test(key) && setting.startsWith("/")) cookie.path = setting;
    else if (/^secure$/i.test(key)) cookie.secure = true;
    else if (/^httponly$/i.test(key)) cookie.httpOnly = true;
    else if (/^samesite$/i.test(key) && sameSite) cookie.sameSite = sameSite;
    else
      return `--cookie ${shown}: unknown attribute "${visible(attribute)}"; known are domain, path, secure, httponly, samesite`;
  }
  if (cookie.domain === "" && !hasPages)
    return `--cookie ${shown} needs a domain, as in '${shown}=…; domain=app.example', where a page has no http or https URL`;
  return cookie;
}

function sameSiteOf(setting: string): CookieData["sameSite"] {
  return (["Strict", "Lax", "None"] as const).find((each) => each.toLowerCase() === setting.toLowerCase());
}

function isHost(domain: string): boolean {
  return URL.canParse(`http://${domain.replace(/^\./, "")}/`) && /^\.?[\w.[\]:-]+$/.test(domain);
}

/** As in `Set-Cookie`, a domain has its subdomains too; an address and `localhost` have none. */
function domainOf(domain: string): string {
  const host = domain.replace(/^\./, "");
  return isIP(host) !== 0 || !host.includes(".") ? host : `.${host}`;
}

/** Playwright's format. @see https://playwright.dev/docs/auth#basic-shared-account-in-all-tests */
const storageState = z.object({
  cookies: z
    .array(
      z.object({
        name: z.string(),
        value: z.string(),
        domain: z.string().min(1),
        path: z.string().default("/"),
        expires: z.number().default(-1),
        httpOnly: z.boolean().default(false),
        secure: z.boolean().default(false),
        sameSite: z.enum(["Strict", "Lax", "None"]).optional(),
      }),
    )
    .default([]),
  origins: z
    .array(
      z.object({
        origin: z.url({ protocol: /^https?$/ }),
        localStorage: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
      }),
    )
    .default([]),
});

/** The cookies and the local storage in a file of Playwright's `storageState()`; a sentence when it cannot be read. */
async function readStorageState(file: string): Promise<Pick<SessionState, "cookies" | "localStorage"> | string> {
  const shown = visible(file);
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError)
      return `${shown}: the storage state is not JSON; write the file with Playwright's storageState({ path })`;
    return `${shown}: cannot read the storage state (${fileErrorMessage(error)})`;
  }
  const read = storageState.safeParse(content);
  if (!read.success) {
    const [issue] = read.error.issues;
    const path = visible(z.core.toDotPath(issue?.path ?? [])) || "the file";
    return `${shown}: ${path} is not as in Playwright's storage state (${visible(issue?.message ?? "")})`;
  }
  const cookies = read.data.cookies.map(
    ({ sameSite, ...cookie }): CookieData => (sameSite === undefined ? cookie : { ...cookie, sameSite }),
  );
  return {
    cookies,
    localStorage: read.data.origins.map(({ origin, localStorage }) => ({ origin, items: localStorage })),
  };
}
