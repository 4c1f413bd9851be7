/** True when the lower-cased name of a header, a parameter or a path segment suggests that its value is a secret. */
export function isSecretName(name: string): boolean {
  if (/^(?::|access-control-|sec-)/.test(name)) return false;
  return (
    /token|secret|passw|api-?key|session|csrf|xsrf|credential|jwt|signature|cookie|auth[eo]|bypass/.test(name) ||
    name.split(/[-_.]/).some((part) => secretParts.has(part))
  );
}

const secretParts: ReadonlySet<string> = new Set(
  "auth bearer key keys pass pwd pin otp sid sso saml oauth assertion sig hmac nonce cert".split(" "),
);

/**
 * True for the name of a parameter, as it stands in a URL, whose value is a secret: for names that are secret in headers too, and
 * for the codes and tickets that sign-in flows put into URLs.
 */
export function isSecretParameter(name: string): boolean {
  const words = toKebabCase(decodeAscii(name));
  return isSecretName(words) || /^(?:code|ticket|.*[-_.]code)$/.test(words);
}

/** True for a path segment after which a key, or the secret part of a link, is the next segment. */
export function isSecretSegment(segment: string): boolean {
  const words = toKebabCase(decodeAscii(segment));
  return (
    isSecretName(words) ||
    /^(?:(?:web)?hooks?|webhookb2|incoming-?webhook|invites?|invitations?|reset|magic-?links?)$/.test(words)
  );
}

/** `accessToken` as `access-token`. */
export function toKebabCase(name: string): string {
  return name.replace(/([a-z])(?=[A-Z])/g, "$1-").toLowerCase();
}

/** The text with its percent-encoded ASCII characters decoded, also where they are encoded twice. */
export function decodeAscii(text: string): string {
  if (!text.includes("%")) return text;
  const once = decodeOnce(text);
  return once === text ? text : decodeOnce(once);
}

function decodeOnce(text: string): string {
  return text.replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
