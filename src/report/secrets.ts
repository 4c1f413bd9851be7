import type { Diagnosis } from "../diagnosis.ts";
import {
  hasJsonWebToken,
  isSecretName,
  type Mask,
  redacted,
  redactUrl,
  redactWords,
  wordPattern,
} from "../redact/redact.ts";
import type { DiagnosedSource } from "./format.ts";

/** Takes secrets out of one text of a report. */
export type Redaction = (text: string) => string;

/** Of every URL in a text: user name, password, the values of all parameters. What people read needs none of them. */
export const allValues: Redaction = valuesBehind();

/** The same with what the mask puts in place of a value. */
export function valuesBehind(mask?: Mask): Redaction {
  return partByPart((part) => redactWords(part, mask));
}

/**
 * Of every URL in a text: user name, password, and the values of parameters that are secret by name or look. What
 * programs read needs URLs by which it finds a fetch again, so other values stay.
 */
export const secretValues: Redaction = partByPart((text) => {
  if (!/[?;@]/.test(text)) return text;
  return text.replace(wordPattern, (word) => {
    const query = word.search(/[?#]/);
    const [address, rest] = query < 0 ? [word, ""] : [word.slice(0, query), word.slice(query)];
    return (
      (address.includes("://") ? redactUrl(address) : address) +
      rest.replace(/([?&;#])([^=&;?#]*)=([^&;#]*)/g, redactParameter)
    );
  });
});

/** The source as a report shows it; the recording itself, from which fixes are made, stays as it is. */
export function withoutSecrets(source: DiagnosedSource, redaction: Redaction): DiagnosedSource {
  const diagnoses = source.diagnoses.map((diagnosis) => redactDiagnosis(diagnosis, redaction));
  const known = diagnoses.filter((_, index) => source.known?.has(source.diagnoses[index] as Diagnosis));
  const name = source.source.includes("://") ? redactValue(source.source, redaction) : source.source;
  return { ...source, source: name, diagnoses, known: new Set(known) };
}

function redactParameter(parameter: string, sign: string, name: string, value: string): string {
  if (value === "" || !(isSecretParameter(name) || hasJsonWebToken(value))) return parameter;
  return `${sign}${name}=${redacted}`;
}

/** As for headers, and what sign-in flows put into URLs. */
function isSecretParameter(name: string): boolean {
  const words = name.replace(/([a-z])(?=[A-Z])/g, "$1-").toLowerCase();
  return isSecretName(words) || /^(?:code|ticket|.*[-_.]code)$/.test(words);
}

function redactDiagnosis(diagnosis: Diagnosis, redaction: Redaction): Diagnosis {
  const { outcome, credentials, alternatives, fetch } = diagnosis;
  const { verdict, findings, reasons, lookAlike, cannotTell, differingCorsError } = diagnosis;
  const hops = fetch.hops.map((hop) => ({ ...hop, url: redactValue(hop.url, redaction) }));
  return {
    fetch: { ...fetch, hops },
    outcome,
    credentials,
    alternatives,
    differingCorsError,
    ...redactTexts({ verdict, findings, reasons, lookAlike, cannotTell }, redaction),
    get notes() {
      return redactTexts(diagnosis.notes, redaction);
    },
    get preflighted() {
      return redactTexts(diagnosis.preflighted, redaction);
    },
  };
}

/** Plain data with every text in it redacted but the address of the standard's section. */
function redactTexts<T>(value: T, redaction: Redaction): T {
  if (typeof value === "string") return redaction(value) as T;
  if (Array.isArray(value)) return value.map((item) => redactTexts(item, redaction)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      if (name === "spec") return [name, item];
      const isValue = (name === "got" || name === "want") && typeof item === "string";
      return [name, isValue ? redactValue(item, redaction) : redactTexts(item, redaction)];
    }),
  ) as T;
}

/** Prose quotes in backticks what it tells: what is quoted ends there, and is looked at by itself. */
function partByPart(redact: Redaction): Redaction {
  return (text) => text.split("`").map(redact).join("`");
}

/** What is no prose: a backtick in it is its own, as browsers leave it in a query. */
function redactValue(value: string, redaction: Redaction): string {
  const whole = value.replaceAll("`", "%60");
  const shown = redaction(whole);
  return shown === whole ? value : shown;
}
