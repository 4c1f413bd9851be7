import type { AnsweredBy } from "../../servers/answered-by.ts";
import type { RefusedFetch } from "../reason.ts";
import { statedRefusal } from "./stated-refusal.ts";

/** The server with one of these ids that the refused response itself shows; undefined where there is none. */
export function serverInResponse({ answeredBy }: RefusedFetch, ...ids: readonly string[]): AnsweredBy | undefined {
  return answeredBy.find(({ id, isInResponse }) => isInResponse && ids.includes(id));
}

/** The outermost server that made the refused response itself; nothing behind that server was asked. */
export function responder({ answeredBy }: RefusedFetch): AnsweredBy | undefined {
  return answeredBy.find(({ madeResponse }) => madeResponse);
}

/** The CDN, gateway or reverse proxy that made the refused response itself; undefined where none did. */
export function proxyThatResponded(refusal: RefusedFetch): AnsweredBy | undefined {
  const server = responder(refusal);
  return server && /^(cdn|gateway|proxy)$/.test(server.layer) ? server : undefined;
}

/** The name of the server that surely sent the refused response: the one that made it, else the innermost framework. */
export function responderName({ answeredBy }: RefusedFetch): string | null {
  const sure = answeredBy.filter(({ certainty, isInResponse }) => certainty === "certain" && isInResponse);
  const made = sure.find(({ madeResponse }) => madeResponse);
  return (made ?? sure.findLast(({ layer }) => layer === "framework"))?.name ?? null;
}

/** True when CORS middleware refused the request: a CORS library made the response, or the response says so itself. */
export function isByCorsCode(refusal: RefusedFetch): boolean {
  const isByLibrary = refusal.answeredBy.some(
    ({ layer, certainty, madeResponse }) => layer === "library" && certainty === "certain" && madeResponse,
  );
  return isByLibrary || statedRefusal(refusal) !== undefined;
}
