import type { CorsFetch, Exchange } from "../exchange.ts";
import { type Fields, fieldsOf, textOf } from "./fields.ts";

/** Everything that was reported of one request id. */
export interface CdpRequest {
  readonly id: string;
  readonly hops: CdpHop[];
  /** The headers that were sent and received, in the order of the hops; hops without a network request have none. */
  readonly requestExtras: Fields[];
  readonly responseExtras: Fields[];
}

/** The request that a page made, or one that a redirect led to. */
export interface CdpHop {
  /** The parameters of `requestWillBeSent`. */
  readonly sent: Fields;
  readonly context: CorsFetch["context"];
  /** Place among all hops, in the order in which they were reported. */
  readonly index: number;
  response?: Fields;
  /** Whether the headers that were sent and received are reported, now or later; undefined while that is open. */
  hasExtraInfo?: boolean;
  isRedirected?: boolean;
  /** True when the response came from the memory cache. */
  isFromMemoryCache?: boolean;
  isFinished?: boolean;
  /** The parameters of `loadingFailed`. */
  failed?: Fields;
  /** The start of the response's body, where it was read. */
  bodyStart?: string;
  /** In the protocol's seconds. */
  endedAt?: number;
  /** The hop as an exchange, once nothing can change it any more. */
  exchange?: Exchange;
}

/** True once a request has a response or has failed; the body of the response may still be on its way. */
export function isEnded({ hops }: CdpRequest): boolean {
  const last = hops.at(-1);
  return last !== undefined && (last.response !== undefined || last.failed !== undefined || last.isFinished === true);
}

/** The URL of a request's last hop. */
export function lastUrl({ hops }: CdpRequest): string {
  return textOf(fieldsOf(hops.at(-1)?.sent.request).url);
}
