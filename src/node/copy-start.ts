/** The first characters of a text, copied: a slice would keep the whole text in memory. */
export function copyStart(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return Buffer.from(text.slice(0, maxLength), "utf16le").toString("utf16le");
}
