/**
 * True for a word that looks random: a UUID, 16 or more hexadecimal digits with letters among them, or 16 or more characters in
 * which upper-case letters, lower-case letters and digits change too often for words. These characters are counted in all
 * parts of the word between `-`, `_`, `.` and the like. A part counts where its runs are shorter than 3 characters on average
 * (`Word`, `WORD` and `123` are one run each), or where it has two or more runs of digits. Words, names in camel case, versions,
 * dates and numbers do not look random; letters of one case do not either, at any length.
 */
export function isRandomWord(word: string): boolean {
  if (word.length < minLength || !/\d|[a-z][A-Z]/.test(word)) return false;
  if (uuid.test(word) || randomHex.test(word)) return true;
  if (basicDate.test(word)) return false;
  let length = 0;
  for (const part of word.match(/[A-Za-z0-9]{4,}/g) ?? []) if (isMixed(part)) length += part.length;
  return length >= minLength;
}

const minLength = 16;
const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const randomHex = /(?<![A-Za-z0-9])(?=\d*[a-f])(?=[a-f]*\d)(?:[0-9a-f]{16,}|[0-9A-F]{16,})(?![A-Za-z0-9])/i;

/** ISO 8601 in its basic format, as in `20261129T181711Z`. */
const basicDate = /^\d{8}T\d{4,9}Z?$/;

function isMixed(part: string): boolean {
  const runs = part.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+/g) ?? [];
  if (runs.length < 2) return false;
  return part.length / runs.length < 3 || runs.filter((run) => /\d/.test(run)).length >= 2;
}
