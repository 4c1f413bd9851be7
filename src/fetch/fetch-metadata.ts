import { memoLatest } from "../collections.ts";
import type { Header } from "../exchange.ts";
import { combineValues, isSameName } from "./headers.ts";

/**
 * The headers of a request that show its mode and credentials, each as `getHeader` returns it.
 * @see https://w3c.github.io/webappsec-fetch-metadata/
 */
export interface FetchMetadata {
  readonly mode: string | null;
  readonly site: string | null;
  readonly hasStorageAccess: boolean;
  readonly hasCookie: boolean;
  readonly hasWebSocketKey: boolean;
  readonly userAgent: string | null;
}

/** The metadata of a request. Most of it is read of every request, so all of it is found together, in one pass. */
export const fetchMetadataOf: (headers: readonly Header[]) => FetchMetadata = memoLatest((headers) => {
  let mode: string | null = null;
  let site: string | null = null;
  let hasStorageAccess = false;
  let hasCookie = false;
  let hasWebSocketKey = false;
  let userAgent: string | null = null;
  for (const { name, value } of headers) {
    switch (name.length) {
      case "Cookie".length:
        hasCookie ||= isSameName(name, "Cookie");
        break;
      case "User-Agent".length:
        if (isSameName(name, "User-Agent")) userAgent = combineValues(userAgent, value);
        break;
      case "Sec-Fetch-Mode".length:
        if (isSameName(name, "Sec-Fetch-Mode")) mode = combineValues(mode, value);
        else if (isSameName(name, "Sec-Fetch-Site")) site = combineValues(site, value);
        break;
      case "Sec-WebSocket-Key".length:
        hasWebSocketKey ||= isSameName(name, "Sec-WebSocket-Key");
        break;
      case "Sec-Fetch-Storage-Access".length:
        hasStorageAccess ||= isSameName(name, "Sec-Fetch-Storage-Access");
        break;
    }
  }
  return { mode, site, hasStorageAccess, hasCookie, hasWebSocketKey, userAgent };
});
