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

/**
 * An nginx parameter in double quotes, for a directive that expands variables.
 * @throws {RangeError} for what nginx cannot express: `$`, which no escape takes its meaning from, and control characters.
 * @see https://nginx.org/en/docs/http/ngx_http_headers_module.html
 */
export function nginxString(value: string): string {
  if (/[$\p{Cc}\p{Cf}\u2028\u2029]/u.test(value)) throw new RangeError("nginx cannot quote `$` or a control character");
  return `"${value.replace(/[\\"]/g, "\\$&")}"`;
}

/**
 * The key of an nginx `map` that matches exactly this text: a regular expression, since a plain key may be a keyword,
 * ignores letter case, and stops nginx from starting at 47 characters.
 * @see https://nginx.org/en/docs/http/ngx_http_map_module.html
 */
export function nginxMapKey(value: string): string {
  const pattern = value.replace(/[\\^$.*+?()[\]{}|/]/g, (character) =>
    character === "/" ? character : `\\${character}`,
  );
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(value)) throw new RangeError("nginx cannot quote a control character");
  return `"~^${pattern.replaceAll("\\\\", "\\\\\\\\").replaceAll('"', '\\"')}$"`;
}
