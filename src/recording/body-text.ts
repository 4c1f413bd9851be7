/** True for a media type whose content is text: `text/html`, JSON, XML, and an absent type, which short errors have. */
export function isTextType(contentType: string | null): boolean {
  const type = contentType?.split(";")[0]?.trim().toLowerCase() ?? "";
  return type === "" || textType.test(type);
}

const textType = /^text\/|^application\/(json|xml|javascript)$|^application\/[^/]+\+(json|xml)$/;
