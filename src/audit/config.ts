/** What servers should allow, as `cors-panel.config.ts` states it. */
export interface AuditConfig {
  /** The server: routes are resolved against it; `--base` takes its place. */
  readonly base?: string;
  /** What is allowed; what no rule allows is forbidden. */
  readonly allow: readonly Rule[];
}

/** Every origin of a rule may call every route of it with every method of it, and with all of its headers. */
export interface Rule {
  /** Serialized origins, such as `https://app.example`; `*` for all of them. */
  readonly origins: readonly string[] | "*";
  /** Paths below `base`, or URLs. They are really called: name one that exists where a route has parameters. */
  readonly routes: readonly string[];
  /** Default: GET. GET, HEAD and POST can never be forbidden by CORS itself. */
  readonly methods?: readonly string[];
  /** Names of the headers that the page sets; with values, they are sent with GET and HEAD. */
  readonly headers?: readonly string[] | Readonly<Record<string, string>>;
  /** True where the page sends cookies, or other credentials of the browser. */
  readonly credentials?: boolean;
}

/** Gives a configuration its type, for editors. */
export function defineConfig(config: AuditConfig): AuditConfig {
  return config;
}
