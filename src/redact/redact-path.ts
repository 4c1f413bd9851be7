import { hasKnownKey } from "./known-keys.ts";
import { isPlaceholder, type Mask, plainMask } from "./mask.ts";
import { isRandomWord } from "./random-word.ts";
import { decodeAscii, isSecretParameter, isSecretSegment } from "./secret-names.ts";

/**
 * A path with its secrets masked:
 * - segments with a JSON Web Token or a key of a known issuer in them
 * - random segments after a segment that names a secret, as in `/tokens/…` and `/api-key/…`
 * - the last part of the webhooks of Slack and Discord
 * - segments that are a parameter with a secret's name, as in `/token=…/`
 * - the values of parameters of a segment, as in `;jsessionid=…`: all of them, or only those with a secret's name
 *
 * Other segments stay, ids among them.
 */
export function redactPath(path: string, mask: Mask = plainMask, parameters: "all" | "secret" = "all"): string {
  const segments = path.split("/");
  const hasWebhook = webhookName.test(path);
  return segments
    .map((segment, index) => {
      const [base = "", ...rest] = segment.split(";");
      const isMasked =
        isKey(base, segments[index - 1] ?? "") ||
        (hasWebhook && base !== "" && isWebhookKey(segments.slice(Math.max(0, index - 5), index)));
      const shown = isMasked ? mask(base) : base;
      return rest.length === 0
        ? shown
        : [shown, ...rest.map((parameter) => redactParameter(parameter, mask, parameters))].join(";");
    })
    .join("/");
}

/** True for a path that `redactPath` changes, and for one that it has changed. */
export function hasSecretSegment(path: string): boolean {
  return redactPath(path) !== path || path.split("/").some(isPlaceholder);
}

function isKey(segment: string, before: string): boolean {
  if (segment.length < minKeyLength) return false;
  // A placeholder is masked again, so that numbers stay the same when a recording is redacted twice.
  if (isPlaceholder(segment)) return true;
  const text = decodeAscii(segment);
  if (hasKnownKey(text) || (text.includes("=") && text.split(";").some(isSecretPair))) return true;
  return isLongKey(text) && isSecretSegment(before);
}

/** That of `ghp_a`: a text may quote only the first characters of a key. */
const minKeyLength = 5;

function isSecretPair(text: string): boolean {
  const equals = text.indexOf("=");
  return equals > 0 && equals < text.length - 1 && isSecretParameter(text.slice(0, equals));
}

/** After a segment that names a secret, letters of one case are a key too, and so is the start of a long text. */
function isLongKey(text: string): boolean {
  return (
    text.endsWith("…") || isRandomWord(text) || /^(?=.*\d)[\w.~=+-]{16,}$/.test(text) || /^[A-Za-z]{20,}$/.test(text)
  );
}

function isWebhookKey(before: readonly string[]): boolean {
  return webhook.test(`${before.join("/")}/`);
}

/**
 * The path before the secret of a webhook.
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 * @see https://docs.discord.com/developers/resources/webhook#execute-webhook
 */
const webhook =
  /(?:^|\/)(?:services\/T[A-Z0-9]{4,}\/B[A-Z0-9]{4,}|workflows\/T[A-Z0-9]{4,}\/A[A-Z0-9]{4,}\/\d+|triggers\/[ET][A-Z0-9]{4,}\/\d+|webhooks\/\d{12,})\/$/;
const webhookName = /(?:^|\/)(?:services|workflows|triggers|webhooks)\//;

function redactParameter(parameter: string, mask: Mask, parameters: "all" | "secret"): string {
  const equals = parameter.indexOf("=");
  const value = parameter.slice(equals + 1);
  if (value === "") return parameter;
  if (equals < 0) return hasKnownKey(decodeAscii(value)) ? mask(value) : parameter;
  const name = parameter.slice(0, equals);
  const isMasked = parameters === "all" || isSecretParameter(name) || hasKnownKey(decodeAscii(value));
  return isMasked ? `${name}=${mask(value)}` : parameter;
}
