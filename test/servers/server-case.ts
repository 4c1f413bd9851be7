import type { Exchange, Header } from "../../src/exchange.ts";
import { noInitiator } from "../../src/exchange.ts";

/** The test data of one server. */
export interface ServerCase {
  /** Id of the server. */
  readonly id: string;
  /** Where the responses come from: the program and version that sent them here, or the address of its source. */
  readonly source: string;
  /** Responses of the server, or that passed through it; `itself` where it made the response on its own. */
  readonly own: readonly (RecordedResponse & { readonly itself?: true })[];
  /** Responses of others that are nearly the same. */
  readonly near: readonly RecordedResponse[];
}

export interface RecordedResponse {
  /** GET where it is left out. */
  readonly method?: string;
  /** `https://api.example/orders` where it is left out. */
  readonly url?: string;
  /** 200 where it is left out. */
  readonly status?: number;
  /** In the order of the response. A list stands for several lines of one name. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly requestHeaders?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The exchange with this response. */
export function exchangeOf(response: RecordedResponse): Exchange {
  return {
    index: 0,
    browser: "chromium",
    method: response.method ?? "GET",
    url: response.url ?? "https://api.example/orders",
    requestHeaders: headerList({ Origin: "https://app.example", ...response.requestHeaders }),
    hasWireHeaders: true,
    mayHaveBeenSent: true,
    status: response.status ?? 200,
    responseHeaders: headerList(response.headers),
    responseText: response.body ?? null,
    redirectUrl: "",
    error: null,
    resourceType: "fetch",
    initiator: noInitiator,
    startedAt: 0,
    endedAt: 0,
    page: "",
    serverAddress: "",
    fetchedViaServiceWorker: false,
    hasUntrustedCertificate: false,
    requestId: "",
    context: "page",
    credentials: "unknown",
    corsError: undefined,
    isIntercepted: false,
  };
}

function headerList(headers: Readonly<Record<string, string | readonly string[]>>): Header[] {
  return Object.entries(headers).flatMap(([name, values]) =>
    (typeof values === "string" ? [values] : values).map((value) => ({ name, value })),
  );
}
