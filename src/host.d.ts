/**
 * Everything the engine takes from its host: `URL`, and nothing else.
 * @see https://url.spec.whatwg.org/#url-class
 */
declare class URL {
  static canParse(url: string, base?: string | URL): boolean;
  constructor(url: string | URL, base?: string | URL);
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}
