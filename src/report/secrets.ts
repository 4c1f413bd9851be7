import { memo } from "../collections.ts";
import { type AlikeFetches, type Diagnosis, plainDiagnosis, type RecognizedNote } from "../diagnosis.ts";
import type { Exchange } from "../exchange.ts";
import type { CallSite } from "../explain/call-site.ts";
import type { Mask } from "../redact/mask.ts";
import { redactHeaders } from "../redact/redact-headers.ts";
import { redactUrl } from "../redact/redact-url.ts";
import { redactBody, redactSecretWords, redactWords } from "../redact/redact-words.ts";
import { callSitesIn, type DiagnosedSource, notesIn } from "./format.ts";

/** Returns one text of a report without its secrets. */
export type Redaction = (text: string) => string;

/**
 * Redacts in every URL of a text the user name, the password and the values of all parameters. Reports for people need
 * none of them.
 */
export const redactAllValues: Redaction = redactAllValuesWith();

/** The same redaction with a mask of its own, which writes what replaces each value. */
export function redactAllValuesWith(mask?: Mask): Redaction {
  return redactEachPart((part) => redactWords(part, mask));
}

/**
 * Redacts in every URL of a text the user name, the password and the values of parameters that are secret by their name
 * or look. Programs find a fetch by its URL, so other values stay.
 */
export const redactSecretValues: Redaction = redactEachPart((part) => redactSecretWords(part));

/** A source with everything that a report shows of it. */
export type SourceWithoutSecrets = DiagnosedSource &
  Required<Omit<DiagnosedSource, "counted" | "pending" | "preflightOnly">>;

/** The source with redacted diagnoses and notes. Its recording stays as it is, because fixes are made from the recording. */
export function withoutSecrets(source: DiagnosedSource, redaction: Redaction): SourceWithoutSecrets {
  const redactServers = onceEach((servers: Diagnosis["answeredBy"]) => redactTexts(servers, redaction));
  const diagnoses = source.diagnoses.map((diagnosis) => new RedactedDiagnosis(diagnosis, redaction, redactServers));
  const accepted = diagnoses.filter((_, index) => source.accepted?.has(source.diagnoses[index] as Diagnosis));
  const notes = notesIn(source);
  const shownNotes = new Map<Diagnosis, readonly RecognizedNote[]>();
  const redactNote = onceEach((note: RecognizedNote) => redactTexts(note, redaction));
  for (const [index, diagnosis] of diagnoses.entries()) {
    const own = notes.get(source.diagnoses[index] as Diagnosis);
    if (own) shownNotes.set(diagnosis, own.map(redactNote));
  }
  const sites = callSitesIn(source);
  const callSites = new Map<Diagnosis, CallSite>();
  for (const [index, diagnosis] of diagnoses.entries()) {
    const site = sites.get(source.diagnoses[index] as Diagnosis);
    if (site) callSites.set(diagnosis, redactCallSite(site, redaction));
  }
  const name = source.source.includes("://") ? redactRawValue(source.source, redaction) : source.source;
  return { ...source, source: name, diagnoses, accepted: new Set(accepted), notes: shownNotes, callSites };
}

/** A function of objects that is called once for each of them. */
function onceEach<T extends object>(redact: (value: T) => T): (value: T) => T {
  const known = new Map<T, T>();
  return (value) => {
    const shown = known.get(value) ?? redact(value);
    known.set(value, shown);
    return shown;
  };
}

function redactCallSite(site: CallSite, redaction: Redaction): CallSite {
  // The address of a script may be the whole script.
  const url = /^(?:data|javascript):/i.test(site.url) ? redactUrl(site.url) : redactRawValue(site.url, redaction);
  return { ...site, url, page: redactRawValue(site.page, redaction), frame: redactRawValue(site.frame, redaction) };
}

/** The exchange with redacted URLs, headers and response body. */
export function exchangeWithoutSecrets(exchange: Exchange, mask?: Mask): Exchange {
  return {
    ...exchange,
    url: redactUrl(exchange.url, mask),
    redirectUrl: redactUrl(exchange.redirectUrl, mask),
    requestHeaders: redactHeaders(exchange.requestHeaders, mask),
    responseHeaders: redactHeaders(exchange.responseHeaders, mask),
    responseText: exchange.responseText && redactBody(exchange.responseText),
    initiator: { ...exchange.initiator, url: redactUrl(exchange.initiator.url, mask) },
  };
}

/** A diagnosis whose texts are redacted when they are first read: a report shows few of its allowed fetches. */
class RedactedDiagnosis implements Diagnosis {
  readonly outcome: Diagnosis["outcome"];
  readonly isBlocked: boolean;
  readonly credentials: Diagnosis["credentials"];
  readonly #original: Diagnosis;
  readonly #redaction: Redaction;
  /** Equal responses of a server have one list of servers. */
  readonly #redactServers: (servers: Diagnosis["answeredBy"]) => Diagnosis["answeredBy"];
  readonly #redacted: Partial<Diagnosis> = {};

  constructor(
    original: Diagnosis,
    redaction: Redaction,
    redactServers: (servers: Diagnosis["answeredBy"]) => Diagnosis["answeredBy"],
  ) {
    this.outcome = original.outcome;
    this.isBlocked = original.isBlocked;
    this.credentials = original.credentials;
    this.#original = original;
    this.#redaction = redaction;
    this.#redactServers = redactServers;
  }

  get fetch() {
    return this.#once("fetch", (fetch) => {
      const hops = fetch.hops.map((hop) => ({ ...hop, url: redactRawValue(hop.url, this.#redaction) }));
      return { ...fetch, hops };
    });
  }

  get verdict() {
    return this.#text("verdict");
  }

  get findings() {
    return this.#text("findings");
  }

  get alternatives() {
    return this.#text("alternatives");
  }

  get answeredBy() {
    return this.#once("answeredBy", this.#redactServers);
  }

  get reasons() {
    return this.#text("reasons");
  }

  get differingCorsError() {
    return this.#text("differingCorsError");
  }

  get lookAlike() {
    return this.#text("lookAlike");
  }

  get cannotTell() {
    return this.#text("cannotTell");
  }

  get preflightReason() {
    return this.#text("preflightReason");
  }

  get alike() {
    return this.#once("alike", (alike) => {
      const redact = ({ url, ...rest }: AlikeFetches["requests"][number]) => ({
        ...rest,
        url: redactRawValue(url, this.#redaction),
      });
      return alike && { ...alike, requests: alike.requests.map(redact) };
    });
  }

  toJSON(): Diagnosis {
    return plainDiagnosis(this);
  }

  #text<Field extends keyof Diagnosis>(field: Field): Diagnosis[Field] {
    return this.#once(field, (texts) => redactTexts(texts, this.#redaction));
  }

  #once<Field extends keyof Diagnosis>(
    field: Field,
    redact: (original: Diagnosis[Field]) => Diagnosis[Field],
  ): Diagnosis[Field] {
    const known: { [Name in keyof Diagnosis]?: Diagnosis[Name] } = this.#redacted;
    if (!(field in known)) known[field] = redact(this.#original[field]);
    return known[field] as Diagnosis[Field];
  }
}

/** Plain data with every text in it redacted except `spec`, the URL of a section of the standard. */
function redactTexts<T>(value: T, redaction: Redaction): T {
  if (typeof value === "string") return redaction(value) as T;
  if (Array.isArray(value)) return value.map((item) => redactTexts(item, redaction)) as T;
  if (typeof value !== "object" || value === null) return value;
  const shown: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    const isRawValue = (name === "got" || name === "want") && typeof item === "string";
    if (name === "spec") shown[name] = item;
    else shown[name] = isRawValue ? redactRawValue(item, redaction) : redactTexts(item, redaction);
  }
  return shown as T;
}

/**
 * Redacts prose part by part, because prose quotes values in backticks: a URL in a quotation ends with it. It remembers texts,
 * because equal refusals have equal ones.
 */
function redactEachPart(redact: Redaction): Redaction {
  return memo((text) => text.split("`").map(redact).join("`"));
}

/** Redacts a value that is not prose. A backtick in it belongs to the value: browsers leave backticks in a query. */
function redactRawValue(value: string, redaction: Redaction): string {
  const escaped = value.replaceAll("`", "%60");
  const shown = redaction(escaped);
  return shown === escaped ? value : shown;
}
