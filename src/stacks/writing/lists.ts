import type { Policy } from "../../remedy.ts";
import { type Line, mark } from "../stack.ts";

// Lines of code for a policy's lists and for credentials that nothing proves. A policy comes in; lines go out, with the
// comments that keep readers from replacing what they have.

/** The start of a comment in the code's language. */
export type CommentMark = "//" | "#" | "--";

/**
 * A line that holds a list, such as the allowed origins. Where the server has such a list already, a comment at the end says
 * that its other entries stay, unless the line would be too long. The snippet's first comment must say so in any case.
 */
export function listLine({ form }: Policy, changed: boolean, text: string, comment: CommentMark = "//"): Line {
  const withComment = `${text} ${comment} ${keepOthers}`;
  return mark(changed, form === "change" && withComment.length <= maxLineLength ? withComment : text);
}

/** Says of a list that entries are added to it. */
export const keepOthers = "keep the other entries";

const maxLineLength = 80;

/** Says of a line that sends `*` that it does so beside the origins with credentials, as `Policy.staysOpen` asks. */
export const everyOtherPage = "every other page, without credentials";

/**
 * The line that allows credentials: as it stands where a page is known to send them or the server allows them, as a comment
 * where a page may send them, and none otherwise. A change leaves it out where the server allows them already.
 */
export function credentialsLine(policy: Policy, text: string, comment: CommentMark = "//"): Line {
  const { maybeCredentials, added } = policy;
  if (maybeCredentials) return optionalLine(text, comment);
  return namesCredentials(policy) && mark(added.credentials, text);
}

/** The line as a comment that says when it is needed. */
export function optionalLine(text: string, comment: CommentMark = "//"): Line {
  return `${indentOf(text)}${comment} ${text.trimStart()} ${comment} uncomment if the page sends cookies`;
}

/**
 * True where code names this list of the policy. Code that changes what a server has names a list only to add to it, and leaves
 * the others as they are; code for a new or an exact policy names all of them.
 */
export function isNamed({ form, added, ...policy }: Policy, list: "methods" | "headers" | "exposed"): boolean {
  return policy[list].length > 0 && (form !== "change" || added[list].length > 0);
}

/**
 * True where a change allows credentials in code that the recording does not show. There, `*` must leave the list of origins:
 * several libraries send back every origin where `*` stands beside credentials.
 */
export function dropsAny({ form, added }: Policy): boolean {
  return form === "change" && added.credentials;
}

/** True where code names only the origins and credentials that the policy adds, and not those that it is known to have. */
export function namesOnlyAdded({ form, added }: Policy): boolean {
  const { origins, credentials, methods, headers, exposed } = added;
  return form === "change" && (credentials || [origins, methods, headers, exposed].some((list) => list.length > 0));
}

/** True where code allows credentials. A change that adds something else leaves them out where the server allows them already. */
export function namesCredentials(policy: Policy): boolean {
  const { credentials, added } = policy;
  return credentials && (added.credentials || !namesOnlyAdded(policy));
}

/** True where code names the allowed origins. */
export function namesOrigins(policy: Policy): boolean {
  return !namesOnlyAdded(policy) || policy.staysOpen || policy.added.origins.length > 0;
}

/**
 * The policy that also adds what the recording does not prove. It is for code whose lists have no defaults, or narrow ones,
 * where adding an entry takes nothing away.
 */
export function withUnproven(policy: Policy): Policy {
  const { added, unproven } = policy;
  const methods = [...added.methods, ...unproven.methods];
  const headers = [...added.headers, ...unproven.headers];
  return { ...policy, added: { ...added, methods, headers }, unproven: { methods: [], headers: [] } };
}

/**
 * The line of a list as a comment, where the server may allow what the recording does not prove by a library's wide default,
 * which a list would replace.
 */
export function unprovenLine(
  { unproven }: Policy,
  list: "methods" | "headers",
  text: string,
  comment: CommentMark = "//",
): Line {
  if (unproven[list].length === 0) return false;
  return `${indentOf(text)}${comment} ${text.trimStart()} ${comment} only if there is a list already`;
}

function indentOf(text: string): string {
  return /^\s*/.exec(text)?.[0] ?? "";
}
