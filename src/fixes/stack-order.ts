import { lazy, unique } from "../collections.ts";
import { type AnsweredBy, serverToChange } from "../servers/answered-by.ts";
import { servers } from "../servers/index.ts";
import type { Layer, Server } from "../servers/server.ts";
import { stacks } from "../stacks/index.ts";
import { responseHeaders } from "../stacks/response-headers.ts";
import type { Stack } from "../stacks/stack.ts";
import type { RequiredChanges } from "./required-changes.ts";
import { settingStack } from "./setting-stack.ts";

/** A stack, and how surely it is the one to change. */
export interface RankedStack {
  readonly stack: Stack;
  /** null where nothing in the recording points to it. */
  readonly certainty: "certain" | "possible" | null;
}

/** Every stack in the order in which fixes are shown. */
export interface StackOrder {
  /** Equal for equal orders. */
  readonly key: string;
  /** The stacks. A report shows the same few orders again and again, so they are listed when they are asked for. */
  readonly stacks: () => readonly RankedStack[];
}

/**
 * Every stack: first the development server that is known to serve the page, then those of the servers that answered, then
 * a development server that the page's port suggests, then the plain headers, then all others, which nothing points to.
 * Where no server that has a stack is named, the plain headers come before all code that would be a guess. `pageServers` are
 * the servers of the calling page.
 */
export function stacksInOrder(chosen: readonly RequiredChanges[], pageServers: readonly AnsweredBy[]): StackOrder {
  const answeredBy = unique(
    chosen.flatMap(({ diagnosis }) => diagnosis.answeredBy),
    ({ id }) => id,
  );
  const toChange = new Set(chosen.map(({ diagnosis }) => serverToChange(diagnosis)?.server.id));
  const hasProduct = answeredBy.some(({ layer }) => layer === "product");
  // Where a product surely has neither a setting nor code of its own, its framework's code is nothing to change either.
  const isClosed = answeredBy.some(
    ({ layer, certainty, stacks: own, setting }) =>
      layer === "product" && certainty === "certain" && own.length === 0 && setting === null,
  );
  const ofServers = answeredBy
    .filter(({ layer }) => !isClosed || layer !== "framework")
    .toSorted(
      (a, b) =>
        Number(toChange.has(b.id)) - Number(toChange.has(a.id)) || rankOf(a, hasProduct) - rankOf(b, hasProduct),
    )
    .flatMap(stacksOf);
  const knownOfPage = pageServers
    .filter(({ certainty }) => certainty === "certain")
    .flatMap(({ stacks: ids }) => developmentServers.filter(({ id }) => ids[0] === id))
    .map((stack): RankedStack => ({ stack, certainty: "certain" }));
  const ports = localPorts(chosen);
  const ofPage = developmentServers
    .filter(({ devPorts = [] }) => devPorts.some((port) => ports.has(port)))
    .map((stack): RankedStack => ({ stack, certainty: "possible" }));
  const plain: RankedStack = { stack: responseHeaders, certainty: null };
  const isNamed = answeredBy.length > 0;
  const first = [...knownOfPage, ...ofServers, ...(isNamed ? [plain, ...ofPage] : [...ofPage, plain])];
  const others = () => stacks.map((stack): RankedStack => ({ stack, certainty: null }));
  return {
    key: first.map(({ stack, certainty }) => `${stack.id} ${certainty}`).join("\n"),
    stacks: () => unique([...first, ...others()], ({ stack }) => stack.id),
  };
}

/** A development server that refused a page changes its own settings; a proxy would forward requests to itself. */
function stacksOf({ id, stacks: ids, certainty }: AnsweredBy): RankedStack[] {
  const server = serversById().get(id);
  const setting = server?.setting ? [settingStack(server, server.setting)] : [];
  const written = ids.flatMap((own) => stacksById().get(own) ?? []);
  const forItself = written.filter(({ devPorts }) => devPorts === undefined);
  // Several stacks of one server are ways to write the same change, or a guess between them.
  return [...setting, ...forItself].map((stack, index) => ({ stack, certainty: index === 0 ? certainty : "possible" }));
}

const developmentServers = stacks.filter(({ devPorts }) => devPorts !== undefined);
const serversById = lazy(() => new Map<string, Server>(servers.map((server) => [server.id, server])));
const stacksById = lazy(() => new Map<string, Stack>(stacks.map((stack) => [stack.id, stack])));

/**
 * The place among the servers that no reason names. A CDN, gateway or proxy that made the refused response by itself comes
 * first: nothing behind it was asked. Then comes the application, because CORS code usually stands there, and those whose name
 * is certain before those that are guessed. The framework of a product comes last, because the product's users do not change
 * its code.
 */
function rankOf({ madeResponse, isInResponse, certainty, layer }: AnsweredBy, hasProduct: boolean): number {
  const isInFront = layer === "proxy" || layer === "gateway" || layer === "cdn";
  const isOfProduct = layer === "framework" && hasProduct;
  return (
    (isInFront && madeResponse ? -100 : 0) +
    (isInResponse ? 0 : 50) +
    (isOfProduct ? 20 : 0) +
    (certainty === "possible" ? innermostFirst.length : 0) +
    innermostFirst.indexOf(layer)
  );
}

const innermostFirst: readonly Layer[] = ["product", "library", "framework", "proxy", "gateway", "cdn"];

/** The ports of the calling pages that are on this machine. */
function localPorts(chosen: readonly RequiredChanges[]): Set<number> {
  const ports = chosen.map(
    ({ origin }) => /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\]):([0-9]+)$/.exec(origin)?.[1],
  );
  return new Set(ports.map(Number));
}
