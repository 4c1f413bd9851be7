// Values in the syntax of each language, so that no value can end its quotes. The values have passed `text/plain.ts`
// already; these functions quote whatever they get, or throw where a language has no way to quote it.

/**
 * A JavaScript string literal in single quotes.
 * @see https://tc39.es/ecma262/#prod-StringLiteral
 */
export function jsString(value: string): string {
  const escaped = value.replace(/[^\x20-\x7e]|[\\']/g, (character) =>
    character === "\\" || character === "'"
      ? `\\${character}`
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `'${escaped.replaceAll("</", "<\\/")}'`;
}

/** A JavaScript array of strings on one line. */
export function jsStrings(values: readonly string[]): string {
  return `[${values.map(jsString).join(", ")}]`;
}

/** The source of a regular expression that matches exactly this text, for readers that add `^` and `$` themselves. */
export function jsRegexSource(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/**
 * An nginx parameter in double quotes, for a directive that expands variables.
 * @throws {RangeError} for what nginx cannot express: `$`, which nginx has no escape for, and control characters.
 * @see https://nginx.org/en/docs/http/ngx_http_headers_module.html
 */
export function nginxString(value: string): string {
  if (/[$\p{Cc}\p{Cf}\u2028\u2029]/u.test(value)) throw new RangeError("nginx cannot quote `$` or a control character");
  return `"${value.replace(/[\\"]/g, "\\$&")}"`;
}

/**
 * The key of an nginx `map` that matches exactly this text. The key is a regular expression, because a plain key may be a
 * keyword, ignores case, and stops nginx from starting where it has 47 characters.
 * @see https://nginx.org/en/docs/http/ngx_http_map_module.html
 */
export function nginxMapKey(value: string): string {
  return `"~^${nginxPattern(value)}$"`;
}

/** A regular expression of nginx in double quotes: this text at the start of a path, then `end`, such as `$`. */
export function nginxPathPattern(value: string, end: string): string {
  return `"^${nginxPattern(value)}${end}"`;
}

/** A regular expression of nginx in double quotes: `start`, then exactly one of these texts. */
export function nginxOneOf(start: string, values: readonly string[]): string {
  return `"^${start}(${values.map(nginxPattern).join("|")})$"`;
}

function nginxPattern(value: string): string {
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(value)) throw new RangeError("nginx cannot quote a control character");
  const pattern = value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return pattern.replaceAll("\\\\", "\\\\\\\\").replaceAll('"', '\\"');
}

/**
 * A string in double quotes, which JSON, YAML, Go, Java, Rust and C# read alike.
 * @throws {RangeError} for what is not printable ASCII, because the languages escape it differently.
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-7
 */
export function doubleQuoted(value: string): string {
  refuse(value, /[^\x20-\x7e]/, "what is not ASCII");
  return JSON.stringify(value);
}

/**
 * A YAML string for the configuration of Symfony, which would replace `%name%` with a parameter.
 * @see https://symfony.com/doc/current/configuration.html#configuration-parameters
 */
export function symfonyString(value: string): string {
  return doubleQuoted(value.replaceAll("%", "%%"));
}

/**
 * A string in single quotes for Python, PHP and Ruby, which expand neither `$` nor `#{}` there.
 * @throws {RangeError} for what is not printable ASCII, because the languages escape it differently.
 */
export function singleQuoted(value: string): string {
  refuse(value, /[^\x20-\x7e]/, "what is not ASCII");
  return `'${value.replace(/[\\']/g, "\\$&")}'`;
}

/**
 * An Apache argument in double quotes.
 * @throws {RangeError} for `$` and `%`, which expand variables there, and control characters.
 * @see https://httpd.apache.org/docs/2.4/mod/mod_headers.html#header
 */
export function apacheString(value: string): string {
  refuse(value, /[$%\p{Cc}\p{Cf}\u2028\u2029]/u, "`$`, `%` or a control character");
  return `"${value.replace(/[\\"]/g, "\\$&")}"`;
}

/** An Apache regular expression in double quotes that matches exactly this text. */
export function apachePattern(value: string): string {
  refuse(value, /["$%\\\p{Cc}\p{Cf}\u2028\u2029]/u, "`$`, `%`, a quote, a backslash or a control character");
  return `"^${value.replace(/[\^.*+?()[\]{}|]/g, "\\$&")}$"`;
}

/**
 * A Caddyfile token in double quotes.
 * @throws {RangeError} for `{` and `}`, which begin and end placeholders even in quotes, backslashes and control characters.
 * @see https://caddyserver.com/docs/caddyfile/concepts#tokens-and-quotes
 */
export function caddyString(value: string): string {
  refuse(value, /[{}\\\p{Cc}\p{Cf}\u2028\u2029]/u, "`{`, `}`, a backslash or a control character");
  return `"${value.replaceAll('"', '\\"')}"`;
}

/**
 * A Caddyfile token in double quotes that a `header` matcher compares literally.
 * @throws {RangeError} for `*`, which is a wildcard at both ends.
 */
export function caddyExact(value: string): string {
  refuse(value, /\*/, "`*`");
  return caddyString(value);
}

/**
 * A HAProxy argument in double quotes.
 * @throws {RangeError} for `$` and `%`, which expand variables there, quotes, backslashes and control characters.
 * @see https://docs.haproxy.org/2.6/configuration.html#2.2
 */
export function haproxyString(value: string): string {
  refuse(value, /["$%\\\p{Cc}\p{Cf}\u2028\u2029]/u, "`$`, `%`, a quote, a backslash or a control character");
  return `"${value}"`;
}

/**
 * A list of Ruby symbols, as in `%i[get put]`.
 * @throws {RangeError} for a character that ends a symbol or the list.
 */
export function rubySymbols(names: readonly string[]): string {
  for (const name of names) refuse(name, /[^A-Za-z0-9_-]/, "this symbol");
  return `%i[${names.join(" ")}]`;
}

/** A list of strings in single quotes on one line, as Python, PHP and Ruby read it. */
export function singleQuotedList(values: readonly string[]): string {
  return `[${values.map(singleQuoted).join(", ")}]`;
}

/**
 * A compiled Python regular expression that matches exactly this text. It is a raw string, where a backslash stands for itself.
 * @throws {RangeError} for a quote or a backslash, which a raw string cannot hold everywhere.
 */
export function pythonPattern(value: string): string {
  refuse(value, /[^\x20-\x7e]|[\\']/, "a quote, a backslash or what is not ASCII");
  return `re.compile(r'^${value.replace(/[\^$.*+?()[\]{}|]/g, "\\$&")}$')`;
}

/** A Go slice of strings. */
export function goStrings(values: readonly string[]): string {
  return `[]string{${values.map(doubleQuoted).join(", ")}}`;
}

/** A Rust array of strings. */
export function rustStrings(values: readonly string[]): string {
  return `[${values.map(doubleQuoted).join(", ")}]`;
}

/**
 * A method of Rust's crate http: a constant, or a call for a method that it has no constant for.
 * @see https://docs.rs/http/latest/http/method/struct.Method.html
 */
export function rustMethod(name: string): string {
  const hasConstant = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(name);
  return hasConstant ? `Method::${name}` : `Method::from_bytes(b${doubleQuoted(name)}).unwrap()`;
}

/**
 * An Elixir string in double quotes, where `#{}` would expand.
 * @throws {RangeError} for what is not printable ASCII.
 * @see https://hexdocs.pm/elixir/syntax-reference.html#strings
 */
export function elixirString(value: string): string {
  return doubleQuoted(value).replaceAll("#", "\\#");
}

/** An Elixir list of strings. */
export function elixirStrings(values: readonly string[]): string {
  return `[${values.map(elixirString).join(", ")}]`;
}

/**
 * The values of a list in a Java properties file, as Quarkus reads it.
 * @throws {RangeError} for a comma, a backslash, `$`, a blank, what is not ASCII, and a value between slashes, which is a
 * regular expression.
 * @see https://quarkus.io/guides/config-reference
 * @see https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Properties.html#load(java.io.Reader)
 */
export function propertyList(values: readonly string[]): string {
  for (const value of values) {
    refuse(value, /[^\x21-\x7e]|[,\\$]|^\/.*\/$/, "a comma, a backslash, `$`, a blank or a value between slashes");
  }
  return values.join(",");
}

function refuse(value: string, pattern: RegExp, what: string): void {
  if (pattern.test(value)) throw new RangeError(`cannot quote ${what}`);
}
