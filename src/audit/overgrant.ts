import type { RecognizedNote } from "../diagnosis.ts";
import type { RequestInput } from "../fetch/request.ts";
import { quote } from "../text/quote.ts";
import type { Likeness } from "./near-origins.ts";
import type { Forbidden } from "./questions.ts";

/** Something that a server allows and no rule does. */
export interface Overgrant {
  readonly kind: Forbidden["kind"] | "credentials";
  readonly likeness: Likeness | null;
  /** The origin that the server allowed. */
  readonly origin: string;
  /** The method or header that the server allowed; "" when the origin itself is the finding. */
  readonly name: string;
  /** True when the server allows it with credentials too. */
  readonly withCredentials: boolean;
  readonly urls: readonly string[];
  /** The CORS headers of the server's response. */
  readonly got: readonly { readonly name: string; readonly value: string }[];
  readonly title: string;
  /** Why this matters and what to do. */
  readonly explain: string;
  /** True for a request that no browser sends. */
  readonly harmless: boolean;
}

/** The finding for a forbidden request that the server allowed, with the engine's notes on it. */
export function describeOvergrant(
  forbidden: Forbidden,
  { origin, url }: RequestInput,
  got: Overgrant["got"],
  notes: readonly RecognizedNote[],
  withCredentials: boolean,
): Overgrant {
  const common = { origin, urls: [url], withCredentials, got, harmless: false };
  if (forbidden.kind !== "origin") {
    const { kind, name } = forbidden;
    return { ...common, kind, likeness: null, name, ...overgrantTexts[kind](name) };
  }
  const { near, allowed } = forbidden;
  const { likeness } = near;
  const { title, explain } = nearOriginTexts[likeness](origin, allowed);
  const noted = notes.find(({ id }) => id === "null-origin-allowed" || id === "insecure-origin-allowed");
  const cost = withCredentials ? " With credentials, that page can read everything that its visitor can read." : "";
  return {
    ...common,
    kind: "origin",
    likeness,
    name: "",
    title,
    explain: likeness === "letter-case" ? explain : `${noted?.explain ?? explain}${cost}`,
    harmless: likeness === "letter-case",
  };
}

/** The two texts of a finding. */
interface OvergrantText {
  readonly title: string;
  readonly explain: string;
}

/** The texts for methods, headers and credentials that the server allows. */
export const overgrantTexts = {
  method: (name: string): OvergrantText => ({
    title: `The server allows ${quote(name)}, but no rule does`,
    explain: `Pages can use ${quote(name)} as soon as a route accepts it. List only the methods that your pages need.`,
  }),
  header: (name: string): OvergrantText =>
    name === "authorization"
      ? {
          title: "The server allows the header `Authorization`, but no rule does",
          explain: "Pages can send their own tokens to this route. List only the headers that your pages need.",
        }
      : {
          title: "The server allows any request header",
          explain:
            "The server repeats the requested header names or sends `*`. List only the headers that your pages need.",
        },
  credentials: {
    title: "The server allows credentials, but no rule does",
    explain:
      "Any script on a page of this origin can read responses as the signed-in user. Send `Access-Control-Allow-Credentials` only if pages need cookies, or set `credentials: true` in the policy.",
  } as OvergrantText,
};

/** The texts for origins that the server allows. */
const nearOriginTexts: Readonly<Record<Likeness, (origin: string, allowed: string) => OvergrantText>> = {
  unrelated: (origin) => ({
    title: `The server allows any origin, such as ${quote(origin)}`,
    explain: "Every website can read these responses in its visitors' browsers. Compare the origin with a list.",
  }),
  null: () => ({
    title: "The server allows the origin `null`, which any site can send",
    explain: "Any site can create a sandboxed frame with the origin `null`. Remove `null` from the allowed origins.",
  }),
  suffix: (origin, allowed) => ({
    title: `The server allows ${quote(origin)}, which starts like ${quote(allowed)}`,
    explain:
      "Anyone can create such a host name under their own domain. Compare the whole origin, or end the pattern with `$`.",
  }),
  prefix: (origin, allowed) => ({
    title: `The server allows ${quote(origin)}, which ends like ${quote(allowed)}`,
    explain:
      "Anyone can register such a domain. Compare the whole origin, or start the pattern with `^` and the scheme.",
  }),
  dot: (origin, allowed) => ({
    title: `The server allows ${quote(origin)}, because a dot in a pattern matches any character`,
    explain: `Anyone can register such a domain instead of ${quote(allowed)}. Write \`\\.\` in the pattern, or compare the whole origin.`,
  }),
  subdomain: (origin, allowed) => ({
    title: `The server allows ${quote(origin)}, a subdomain of ${quote(allowed)}`,
    explain:
      "A forgotten subdomain, or a subdomain with other people's content, can read these responses. List only the subdomains that you need.",
  }),
  scheme: (origin, allowed) => ({
    title: `The server allows ${quote(origin)}, whose scheme differs from ${quote(allowed)}`,
    explain:
      "An attacker on the network can change a page on http and read these responses through that page. Compare the scheme too.",
  }),
  port: (origin, allowed) => ({
    title: `The server allows ${quote(origin)}, whose port differs from ${quote(allowed)}`,
    explain: "Another program on that host can read these responses. Compare the port too.",
  }),
  "letter-case": (origin) => ({
    title: `The server allows ${quote(origin)} in upper case`,
    explain: "No browser sends an origin in upper case, so this is harmless. You can compare origins exactly.",
  }),
};
