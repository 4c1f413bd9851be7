import { groupBy, lazy, memoPerObject, memoPerOwner, unique } from "../collections.ts";
import type { Exchange } from "../exchange.ts";
import type { HeaderNames } from "../fetch/header-names.ts";
import { requestHeadersOf } from "../fetch/recorded-exchange.ts";
import { responseNamesOf } from "../fetch/response-header.ts";
import { pathTemplate } from "../text/path-template.ts";
import { translate } from "../text/translate.ts";
import { servers } from "./index.ts";
import { toServerResponse } from "./response.ts";
import type { Layer, Recognition, Server } from "./server.ts";

/** A server that took part in a response, as plain data. */
export interface AnsweredBy extends Recognition {
  /** Id of the server. */
  readonly id: string;
  readonly name: string;
  readonly layer: Layer;
  /** True where the response itself shows the server, false where only other responses from the same URL origin do. */
  readonly isInResponse: boolean;
  /** True where the server made the response itself, so that nothing behind it was asked. */
  readonly madeResponse: boolean;
  /** Ids of the stacks that write code for the server, the likeliest first. */
  readonly stacks: readonly string[];
  /** What to change in the setting that allows a page's origin, in one sentence; null where the server has none. */
  readonly setting: string | null;
}

/**
 * Who answered: the servers that a response points to, and those that other responses of the same server point to, from
 * the page's side inwards. Empty where nothing shows who answered.
 */
export function answeredBy(exchange: Exchange, ofServer: readonly Exchange[]): readonly AnsweredBy[] {
  return rememberAnswer(ofServer, signatureOf(exchange), () => {
    const inResponse = recognizeIn(exchange);
    const known = new Set(inResponse.map(({ id }) => id));
    const elsewhere = recognizedElsewhere(ofServer).filter(({ id }) => !known.has(id));
    return inOrder(withoutGuesses([...inResponse, ...elsewhere]));
  });
}

const rememberAnswer = memoPerOwner<readonly Exchange[], readonly AnsweredBy[]>(500);

/** What says which of several layers has to change. */
interface LayersAndReasons {
  readonly answeredBy: readonly AnsweredBy[];
  readonly reasons: readonly { readonly serverToChange: string | null; readonly certainty: "certain" | "possible" }[];
}

/** The server that has to change, where several layers answered and a reason shows which; undefined otherwise. */
export function serverToChange({
  answeredBy: chain,
  reasons,
}: LayersAndReasons): { readonly server: AnsweredBy; readonly certainty: "certain" | "possible" } | undefined {
  const reason = reasons.find((one) => one.serverToChange !== null);
  const server = chain.find(({ id }) => id === reason?.serverToChange);
  return reason && server && { server, certainty: reason.certainty };
}

/** The servers that the responses of one URL origin point to, from the page's side inwards. */
export function serversOf(ofServer: readonly Exchange[]): readonly AnsweredBy[] {
  return inOrder(withoutGuesses(recognizedElsewhere(ofServer)));
}

function recognizeIn(exchange: Exchange): AnsweredBy[] {
  const response = exchange.status === 0 ? null : toServerResponse(exchange);
  if (!response) return [];
  const recognized: AnsweredBy[] = [];
  for (const server of servers) {
    const recognition = server.recognize(response);
    if (!recognition) continue;
    const madeResponse = server.answersItself?.(response) ?? false;
    const stacks = typeof server.stacks === "function" ? server.stacks(response) : server.stacks;
    recognized.push({ ...described(server, recognition), isInResponse: true, madeResponse, stacks });
  }
  return recognized;
}

function described({ id, name, layer, setting }: Server, { certainty, evidence }: Recognition) {
  return {
    id,
    name,
    layer,
    certainty,
    evidence: translate(evidence),
    setting: setting ? translate(setting.title) : null,
  };
}

/** The surest recognition of each server in a sample of its responses. */
function recognizedElsewhere(ofServer: readonly Exchange[]): readonly AnsweredBy[] {
  return rememberElsewhere(ofServer, "", () => {
    // A number, because making and finding a text for each of 18,000 responses took 4 ms.
    const byStatus = groupBy(ofServer, ({ method, status }) => (method === "OPTIONS" ? -1 - status : status));
    const sample = unique([...byStatus.values()].flatMap(spread).map(readSampled), ({ signature }) => signature);
    const recognized = groupBy(
      sample.flatMap(({ recognized }) => recognized()),
      ({ id }) => id,
    );
    return [...recognized.values()].map((found) => ({
      ...(found.find(({ certainty }) => certainty === "certain") ?? found[0]),
      isInResponse: false,
      madeResponse: false,
    }));
  });
}

const rememberElsewhere = memoPerOwner<readonly Exchange[], readonly AnsweredBy[]>(1);

/**
 * A response of a sample. The sample of a recording that is read in parts is taken again and again, mostly of the same
 * responses: remembering them spares a twelfth of the time that such a recording takes.
 */
const readSampled = memoPerObject((exchange: Exchange) => ({
  signature: signatureOf(exchange),
  recognized: lazy(() => recognizeIn(exchange)),
}));

/** Some of many responses, from the first to the last: alike as they are, they show the same servers. */
function spread(exchanges: readonly Exchange[]): Exchange[] {
  const step = Math.ceil(exchanges.length / maxSample);
  const some: Exchange[] = [];
  for (let index = 0; index < exchanges.length; index += step) some.push(exchanges[index] as Exchange);
  return some;
}

const maxSample = 20;

/** What recognition depends on. Most responses of one server are alike in this, and are recognized only once. */
function signatureOf(exchange: Exchange): string {
  const { method, url, status, responseHeaders, responseText } = exchange;
  const { origin, requestedMethod } = requestHeadersOf(exchange);
  const { names, values } = signedHeaders(responseNamesOf(exchange));
  const [path = ""] = url.split("?");
  let signature = `${method} ${status} ${pathTemplate(path)}\n${origin !== null}`;
  signature += ` ${requestedMethod !== null}\n${names}`;
  for (const { place, stablePart } of values) signature += `\n${stablePart(responseHeaders[place]?.value ?? "")}`;
  return responseText ? `${signature}\n${responseText.slice(0, 500)}` : signature;
}

/** The names of a response's headers as one text, and the parts of which values a signature has. */
const signedHeaders = memoPerObject(({ names }: HeaderNames) => ({
  names: names.join("\n"),
  values: names.flatMap((name, place) => {
    const stablePart = stablePartOf(name.toLowerCase());
    return stablePart ? [{ place, stablePart }] : [];
  }),
}));

/** Returns the value of a header without what differs from one response to the next and names no server; null for no value. */
function stablePartOf(lowerName: string): ((value: string) => string) | null {
  if (/^(date|age|expires|last-modified|location)$|-(id|ray|time|timing)$/.test(lowerName)) return null;
  if (lowerName === "set-cookie") return (value) => value.split("=")[0] ?? "";
  return lowerName === "etag" ? (value) => `${value.length} ${/^"[0-9a-f-]*"$/.test(value)}` : (value) => value;
}

/** Without the guesses in a layer in which another server is certain. */
function withoutGuesses(found: readonly AnsweredBy[]): readonly AnsweredBy[] {
  const certainLayers = new Set(found.filter(({ certainty }) => certainty === "certain").map(({ layer }) => layer));
  return found.filter(({ certainty, layer }) => certainty === "certain" || !certainLayers.has(layer));
}

function inOrder(found: readonly AnsweredBy[]): readonly AnsweredBy[] {
  return layers.flatMap((layer) => found.filter((one) => one.layer === layer));
}

const layers: readonly Layer[] = ["cdn", "gateway", "proxy", "framework", "library", "product"];
