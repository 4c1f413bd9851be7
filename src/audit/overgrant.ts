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
  const cost = withCredentials ? " With credentials it reads what the visitor may read." : "";
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
    title: `${quote(name)} is let in, and no rule allows it`,
    explain: `A page may send ${quote(name)} as soon as a route answers it: list the methods that are meant.`,
  }),
  header: (name: string): OvergrantText =>
    name === "authorization"
      ? {
          title: "The header `Authorization` is let in, and no rule allows it",
          explain: "A page may send tokens of its own to this route: list the headers that are meant.",
        }
      : {
          title: "Any request header is let in",
          explain:
            "The server repeats whatever names it is asked for, or answers `*`: list the headers that are meant.",
        },
  credentials: {
    title: "Credentials are let in, and no rule allows them",
    explain:
      "Whatever gets to run on a page of this origin reads the answers as the visitor who is signed in: send `Access-Control-Allow-Credentials` only where cookies are meant, or state `credentials: true`.",
  } as OvergrantText,
};

/** The texts for origins that the server allows. */
const nearOriginTexts: Readonly<Record<Likeness, (origin: string, allowed: string) => OvergrantText>> = {
  unrelated: (origin) => ({
    title: `Any origin is let in, such as ${quote(origin)}`,
    explain: "Every website can read these answers from its visitors' browsers: compare the origin with a list.",
  }),
  null: () => ({
    title: "The origin `null` is let in, and with it a frame of any site",
    explain: "Any site can make a sandboxed frame whose origin is `null`: take `null` off the list.",
  }),
  suffix: (origin, allowed) => ({
    title: `${quote(origin)} is let in, because it begins like ${quote(allowed)}`,
    explain:
      "Anybody can make such a host name under a domain of their own: compare the whole origin, or end the pattern with `$`.",
  }),
  prefix: (origin, allowed) => ({
    title: `${quote(origin)} is let in, because it ends like ${quote(allowed)}`,
    explain:
      "Anybody can register such a domain: compare the whole origin, or begin the pattern with `^` and its scheme.",
  }),
  dot: (origin, allowed) => ({
    title: `${quote(origin)} is let in, because a dot in a pattern stands for any character`,
    explain: `Anybody can register such a domain in place of ${quote(allowed)}: write \`\\.\` in the pattern, or compare the whole origin.`,
  }),
  subdomain: (origin, allowed) => ({
    title: `${quote(origin)} is let in, a subdomain of ${quote(allowed)}`,
    explain:
      "A forgotten subdomain, or one with other people's content, is enough to read these answers: name the subdomains that are meant.",
  }),
  scheme: (origin, allowed) => ({
    title: `${quote(origin)} is let in, with another scheme than ${quote(allowed)}`,
    explain:
      "Whoever sits in the network can change a page on http, and read these answers with it: compare the scheme too.",
  }),
  port: (origin, allowed) => ({
    title: `${quote(origin)} is let in, with another port than ${quote(allowed)}`,
    explain: "Another program on that host is enough to read these answers: compare the port too.",
  }),
  "letter-case": (origin) => ({
    title: `${quote(origin)} is let in, in upper case`,
    explain: "No browser sends an origin so, and nobody gains by it; origins can be compared letter by letter.",
  }),
};
