import type { Diagnosis } from "../diagnosis.ts";
import type { RequestInput } from "../fetch/request.ts";
import { quote } from "../text/quote.ts";
import type { Likeness } from "./near-origins.ts";
import type { Forbidden } from "./questions.ts";

/** Something that a server lets in and no rule allows. */
export interface Overgrant {
  readonly kind: Forbidden["kind"] | "credentials";
  readonly likeness: Likeness | null;
  /** The origin that was let in. */
  readonly origin: string;
  /** The method or header that was let in; "" for an origin. */
  readonly name: string;
  /** True when it is let in with credentials too. */
  readonly withCredentials: boolean;
  readonly urls: readonly string[];
  /** What the server answered. */
  readonly got: readonly { readonly name: string; readonly value: string }[];
  readonly title: string;
  /** Why it matters, and what to do. */
  readonly explain: string;
  /** True for what no browser sends. */
  readonly harmless: boolean;
}

/** The finding for a forbidden call that was let in; `diagnosis` is the engine's word on it. */
export function describeOvergrant(
  forbidden: Forbidden,
  { origin, url }: RequestInput,
  got: Overgrant["got"],
  { notes }: Diagnosis,
  withCredentials: boolean,
): Overgrant {
  const common = { origin, urls: [url], withCredentials, got, harmless: false };
  if (forbidden.kind !== "origin") {
    const { kind, name } = forbidden;
    return { ...common, kind, likeness: null, name, ...overgrantTexts[kind](name) };
  }
  const { near, allowed } = forbidden;
  const { likeness } = near;
  const { title, explain } = whyNear[likeness](origin, allowed);
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

interface Words {
  readonly title: string;
  readonly explain: string;
}

/** What is wrong with letting in anything else than an origin. */
export const overgrantTexts = {
  method: (name: string): Words => ({
    title: `${quote(name)} is let in, and no rule allows it`,
    explain: `A page may send ${quote(name)} as soon as a route answers it: list the methods that are meant.`,
  }),
  header: (name: string): Words =>
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
  } as Words,
};

const whyNear: Readonly<Record<Likeness, (origin: string, allowed: string) => Words>> = {
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
