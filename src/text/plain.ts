/** True for an origin that can be put in code as it stands: scheme, host and port, without quotes, `$`, `{` or spaces. */
export function isPlainOrigin(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?$/.test(value) && value.length <= 300;
}

/** True for a method that can be put in code as it stands; narrower than a token. */
export function isPlainMethod(value: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(value);
}

/** True for a header name that can be put in code as it stands; narrower than a token, and never `*`. */
export function isPlainHeaderName(value: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(value);
}

/** True for a URL path that can be put in code as it stands. */
export function isPlainPath(value: string): boolean {
  return /^\/[A-Za-z0-9._~/-]{0,500}$/.test(value) && !value.includes("//");
}
