import { hasKnownKey, replaceKnownKeys } from "./known-keys.ts";
import { type Mask, plainMask, redacted } from "./mask.ts";
import { isRandomWord } from "./random-word.ts";
import { redactPath } from "./redact-path.ts";
import { redactSecretsOfUrl, redactUrl } from "./redact-url.ts";
import { isSecretName, toKebabCase } from "./secret-names.ts";

/** A text with the secrets of every URL and path, every JSON Web Token and every key of a known issuer in it masked. */
export function redactWords(text: string, mask: Mask = plainMask): string {
  return redactEachWord(text, (word) => {
    const query = word.indexOf("?");
    const isUrl = word.includes("://") || (word.startsWith("/") && word.includes("#"));
    return isUrl || (word.lastIndexOf("/", query) >= 0 && query >= 0)
      ? redactUrl(word, mask)
      : redactPathOrKey(word, mask);
  });
}

/** The same, with the values of parameters that are secret neither by their name nor by their form left as they are. */
export function redactSecretWords(text: string, mask: Mask = plainMask): string {
  return redactEachWord(text, (word) =>
    /:\/\/|[?#]/.test(word) ? redactSecretsOfUrl(word, mask) : redactPathOrKey(word, mask),
  );
}

function redactEachWord(text: string, redact: (word: string) => string): string {
  return /[/?#]/.test(text) || hasKnownKey(text) ? text.replace(wordPattern, redact) : text;
}

function redactPathOrKey(word: string, mask: Mask): string {
  return replaceKnownKeys(word.includes("/") ? redactPath(word, mask, "secret") : word, mask);
}

/**
 * Matches a word: characters up to a space or to one that no URL holds. An apostrophe belongs to a URL unless it begins
 * or ends the word.
 */
const wordPattern = /(?!')[^\s"<>]+(?<!')/g;

/**
 * The text of a response body with its possible secrets masked: values in URLs, values with a secret's name, credentials
 * after their scheme, JSON Web Tokens, keys of known issuers, email addresses, and long random words. Sentences and header names
 * stay.
 */
export function redactBody(text: string): string {
  return redactWords(text)
    .replace(namedValuePattern, (pair, start: string, name: string) =>
      isSecretName(toKebabCase(name)) ? start + redacted : pair,
    )
    .replace(credentialsPattern, (_, scheme: string) => `${scheme}${redacted}`)
    .replace(emailPattern, redacted)
    .replace(/[A-Za-z0-9+/_-]{16,}={0,2}/g, (word) => (isRandomWord(word) || hasMixedPart(word) ? redacted : word));
}

/** Matches `"access_token": "abc"`, `token=abc` and `Authorization: Bearer abc`, the value without its quotation mark. */
const namedValuePattern =
  /((?<![\w-])([\w-]{1,64})["']?\s{0,8}[:=]\s{0,8}["']?)(?:(?<=["'])[^"']+|(?:(?:bearer|basic|digest)\s+)?[^\s"'<>,;&{}[\]]+)/gi;

/** The schemes that prose uses with other words too, as in "basic authentication", need a value with a digit. */
const credentialsPattern =
  /(?<![\w-])((?:bearer|basic|digest|negotiate|ntlm|apikey|token)\s+)(?=\S{0,200}?[0-9=_])[\w.~+/=-]{6,}/gi;

/** A local part has 64 characters at most. @see https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1 */
const emailPattern = /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g;

/** True where a part of 16 characters or more mixes letters with digits, as hashes, keys and ids do. */
function hasMixedPart(word: string): boolean {
  return word.split(/[-_/]/).some((part) => part.length >= 16 && /\d/.test(part) && /[A-Za-z]/.test(part));
}
