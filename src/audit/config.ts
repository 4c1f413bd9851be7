/** The content of `cors-panel.config.ts`: what a server should allow. */
export interface AuditConfig {
  /** The server's URL, which routes are resolved against. `--base` overrides it. */
  readonly base?: string;
  /** The allowed requests. Everything that no rule allows is forbidden. */
  readonly allow: readonly Rule[];
}

/** Every origin may send requests to every route, with every method and with all of the headers. */
export interface Rule {
  /**
   * Serialized origins, such as `https://app.example`, or patterns: `https://*.app.example` for every subdomain,
   * `https://pr-*.app.example` for names with this beginning, `http://localhost:*` for every port. `"*"` instead of the
   * list stands for every origin.
   */
  readonly origins: readonly string[] | "*";
  /** Paths below `base`, or URLs. The audit requests them, so a route with parameters needs a path that exists. */
  readonly routes: readonly string[];
  /** Default: GET. CORS itself cannot forbid GET, HEAD and POST. */
  readonly methods?: readonly string[];
  /** Names of the headers that the page sets. With values, GET and HEAD requests are sent with them. */
  readonly headers?: readonly string[] | Readonly<Record<string, string>>;
  /** Names of the response headers that the page reads, apart from those that browsers always expose. */
  readonly exposedHeaders?: readonly string[];
  /** True when the page sends cookies or other credentials of the browser. */
  readonly credentials?: boolean;
  /**
   * Requests of this rule that change nothing on the server, such as a `POST` with a query. The audit sends them with the
   * rule's headers, from each allowed origin. Without them, it sends GET and HEAD only.
   */
  readonly harmless?: readonly HarmlessRequest[];
  /** Takes the methods, headers and exposed headers from what the browser clients of this protocol need. */
  readonly profile?: "mcp" | "mcp-sessions" | "graphql" | "tus" | "grpc-web" | "s3";
}

/** A request that the audit may send, because it changes nothing on the server. */
export interface HarmlessRequest {
  /** One of the rule's methods. */
  readonly method: string;
  /** One of the rule's routes, as it is written there. */
  readonly route: string;
  /** Default: none. */
  readonly body?: string;
}

/** Returns the configuration itself, typed for editors. */
export function defineConfig(config: AuditConfig): AuditConfig {
  return config;
}
