/** The path with `:id` in place of every segment that looks like an id. */
export function pathTemplate(path: string): string {
  return path.replace(/\/(?:\d+|(?=[^/]*\d)[\da-f-]{8,}|(?=[^/]*\d)[\w-]{20,})(?=\/|$)/gi, "/:id");
}
