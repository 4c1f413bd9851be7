/** A path in which what looks like an id stands as `:id`, without its query. */
export function pathTemplate(path: string): string {
  return path.replace(/\/(?:\d+|(?=[^/]*\d)[\da-f-]{8,}|(?=[^/]*\d)[\w-]{20,})(?=\/|$)/gi, "/:id");
}
