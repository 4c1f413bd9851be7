/** The path with `:id` in place of every segment that looks like an id, or that a redaction has masked. */
export function pathTemplate(path: string): string {
  return path.replace(/\/(?:\d+|REDACTED(?:-\d+)?|(?=[^/]*\d)[\da-f-]{8,}|(?=[^/]*\d)[\w-]{20,})(?=\/|$)/gi, "/:id");
}
