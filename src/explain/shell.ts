/** An option of curl, and its value where it has one. */
export type CurlOption = readonly [name: string, value?: string];

/**
 * A curl command for POSIX shells, each value in single quotes, where nothing is special but the quote itself.
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02_02
 */
export function posixCurl(options: readonly CurlOption[]): string {
  const lines = options.map(([name, value]) =>
    value === undefined ? name : `${name} '${value.replaceAll("'", "'\\''")}'`,
  );
  return [`curl ${headersOnly} -o /dev/null`, ...lines].join(" \\\n  ");
}

/**
 * The same for PowerShell on Windows, where `curl` alone may mean another command. In its single quotes nothing is
 * special but single quotes, and the typographic ones count as such.
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
 * The URL as it stands, no body, and the headers to standard output: with `-i` they would go where the body goes.
 * @see https://curl.se/docs/manpage.html
 */
const headersOnly = "-sS -g --path-as-is -m 30 -D -";

/** PowerShell before 7.3 hands arguments on without escaping double quotes, 5.1 without doubling a last backslash. */
function isRewritten(value: string): boolean {
  return value.includes('"') || value.endsWith("\\");
}

/** @see https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parsing#passing-arguments-that-contain-quote-characters */
const convertToArgument = `function ConvertTo-Argument($text) {
  if ($PSNativeCommandArgumentPassing -in 'Standard', 'Windows') { return $text }
  $text = $text -replace '(\\\\*)"', '$1$1\\"'
  if ($PSVersionTable.PSVersion.Major -lt 6) { $text = $text -replace '(\\\\+)$', '$1$1' }
  $text
}`;
