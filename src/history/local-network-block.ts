import { isBlockedByLocalNetworkAccess } from "../fetch/local-network-access.ts";
import { serverFact } from "./server-fact.ts";

/** True when Chromium's local network access checks ended one of the requests. */
export const hasLocalNetworkBlock = serverFact((exchanges) => exchanges.some(isBlockedByLocalNetworkAccess));
