/**
 * True for an origin that is safe in generated code: scheme, host and port, without quotes, `$`, `{` or spaces. An app's
 * origin may have no host, as in `file://`. `null` is no such origin, because every site can send it.
 */
export function isPlainOrigin(value: string): boolean {
  if (value.length > 300) return false;
  if (/^[a-z][a-z0-9+.-]*:\/\/$/.test(value)) return !/^https?:/.test(value);
  return /^[a-z][a-z0-9+.-]*:\/\/([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?$/.test(value);
}

/** True for a method that is safe in generated code. HTTP's tokens allow more characters. */
export function isPlainMethod(value: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(value);
}

/** True for a header name that is safe in generated code. HTTP's tokens allow more characters, such as `*`. */
export function isPlainHeaderName(value: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(value);
}

/** True for a URL path that is safe in generated code. */
export function isPlainPath(value: string): boolean {
  return /^\/[A-Za-z0-9._~/-]{0,500}$/.test(value) && !value.includes("//");
}
