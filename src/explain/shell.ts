/** A curl option with its value, if it has one. */
export type CurlOption = readonly [name: string, value?: string];

/**
 * The curl command for POSIX shells. Each value is in single quotes, in which only the quote itself is special.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
 */
export function posixCurl(options: readonly CurlOption[]): string {
  const lines = options.map(([name, value]) =>
    value === undefined ? name : `${name} '${value.replaceAll("'", "'\\''")}'`,
  );
  return [`curl ${headersOnly} -o /dev/null`, ...lines].join(" \\\n  ");
}

/** A word of a POSIX command, in single quotes where it has a character that is special there. */
export function posixWord(value: string): string {
  return /^[\w%+,./:=@-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

/** An option with its value. A value that begins with a hyphen would be read as the next option without the `=`. */
export function posixOption(name: string, value: string): string {
  return `${name}${value.startsWith("-") ? "=" : " "}${posixWord(value)}`;
}

/**
 * The curl command for PowerShell on Windows, where plain `curl` may be another command. In single quotes only single
 * quotes are special; PowerShell counts typographic ones among them.
 * @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_quoting_rules
 */
export function powershellCurl(options: readonly CurlOption[]): string {
  const lines = options.map(([name, value]) => {
    if (value === undefined) return name;
    const literal = `'${value.replace(/['\u2018-\u201b]/g, "$&$&")}'`;
    return isRewritten(value) ? `${name} (ConvertTo-Argument ${literal})` : `${name} ${literal}`;
  });
  const command = [`curl.exe ${headersOnly} -o NUL`, ...lines].join(" `\n  ");
  return options.some(([, value = ""]) => isRewritten(value)) ? `${convertToArgument}\n${command}` : command;
}

/**
 * Sends the URL unchanged, drops the body, and prints the headers; `-i` would write them together with the body.
 * @see https://curl.se/docs/manpage.html
 */
const headersOnly = "-sS -g --path-as-is -m 30 -D -";

/**
 * True for a value that PowerShell breaks: before 7.3 it does not escape double quotes, and 5.1 not the last backslash of a
 * value with blanks, which it puts into double quotes.
 */
function isRewritten(value: string): boolean {
  return value.includes('"') || value.endsWith("\\");
}

/** @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parsing#passing-arguments-that-contain-quote-characters */
const convertToArgument = `function ConvertTo-Argument($text) {
  if ($PSNativeCommandArgumentPassing -in 'Standard', 'Windows') { return $text }
  $text = $text -replace '(\\\\*)"', '$1$1\\"'
  if ($PSVersionTable.PSVersion.Major -lt 6 -and $text -match '\\s') { $text = $text -replace '(\\\\+)$', '$1$1' }
  $text
}`;
