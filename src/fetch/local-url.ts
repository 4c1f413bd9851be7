import { memo } from "../collections.ts";
import { isLocalHost } from "./local-network-access.ts";
import { originOf } from "./origin.ts";

/**
 * True for a URL whose host is in the `loopback` or the `local` address space. It is no part of `local-network-access.ts`, because the
 * panel loads that before the list, and this with the reasons and notes.
 */
export function isLocalUrl(url: string): boolean {
  return isLocalOrigin(originOf(url));
}

const isLocalOrigin = memo((origin) => URL.canParse(origin) && isLocalHost(new URL(origin).hostname));
