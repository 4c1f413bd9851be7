import type { Cause } from "../causes/cause.ts";
import { causes } from "../causes/index.ts";
import { unique } from "../collections.ts";
import { cut, visible } from "../text/visible.ts";
import { prose } from "./markdown-syntax.ts";

/** The rule for blocked fetches without a cause. */
export const noMatchingCause = {
  id: "unexplained-refusal",
  title: "The browser refused the response, and the recording does not say why",
  spec: "https://fetch.spec.whatwg.org/#http-cors-protocol",
  reportedAs: { chrome: {}, firefox: null },
  judges: [],
} as const;

type RuleSource = Pick<Cause, "id" | "title" | "spec" | "reportedAs" | "judges">;

/** GitHub shows so many characters of a description. */
const maxDescriptionLength = 1000;

/** A rule for each cause, as SARIF describes rules. The lengths are those that GitHub shows. */
export const sarifRules = [...causes, noMatchingCause].map(toRule);

function toRule(cause: RuleSource) {
  const { id, title, spec } = cause;
  const mdn = mdnPage(cause);
  const sentences = [`${title}.`, ...namesOf(cause), ...stepsOf(cause)];
  const links = [...(mdn ? [{ label: "MDN", url: mdn }] : []), { label: "The standard", url: spec }];
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: cut(plainMessage(title), maxDescriptionLength) },
    fullDescription: { text: cut(plainMessage(sentences.join(" ")), maxDescriptionLength) },
    helpUri: mdn ?? spec,
    help: {
      text: plainMessage([...sentences, ...links.map(({ label, url }) => `${label}: ${url}`)].join("\n")),
      markdown: [
        ...sentences.map(prose),
        links.map(({ label, url }) => `[${label}](${url})`).join(" · "),
        prose("Run `cors-panel check` or `cors-panel diagnose` for the evidence and the change on your server."),
      ].join("\n\n"),
    },
    defaultConfiguration: { level: "error" },
    properties: { tags: ["cors"], precision: "very-high", "problem.severity": "error" },
  };
}

/** The page of MDN on the console's message for a cause; null where Firefox has no such message. */
function mdnPage({ reportedAs: { firefox } }: RuleSource): string | null {
  return firefox === null ? null : `https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/CORS/Errors/${firefox}`;
}

function namesOf({ reportedAs: { chrome, firefox } }: RuleSource): string[] {
  const inChrome = unique(Object.values(chrome)).map((name) => `\`${name}\``);
  return [
    ...(inChrome.length > 0 ? [`Chrome calls it ${inChrome.join(" or ")}.`] : []),
    ...(firefox === null ? [] : [`Firefox calls it \`${firefox}\`.`]),
  ];
}

function stepsOf({ judges }: RuleSource): string[] {
  const responses = judges.map((step) => (step === "preflight" ? "the preflight response" : "the response"));
  return responses.length > 0 ? [`The browser checks this on ${responses.join(" and on ")}.`] : [];
}

/** The text as a plain message, in which SARIF would read braces as placeholders and `](` as a link. */
export function plainMessage(text: string): string {
  const lines = text.split("\n").map(visible).join("\n");
  return lines.replaceAll("`", "'").replace(/[{}]/g, "$&$&").replaceAll("](", "] (");
}
