import type { CallToolResult } from "@modelcontextprotocol/server";
import { visibleLines } from "../../text/visible.ts";

/** What a tool returns: the text for the agent, or a sentence that says why it could not do its work. */
export type Reply = { readonly text: string } | { readonly problem: string };

/** At most this many characters of a reply, about 4,000 tokens. */
export const maxReplyLength = 16_000;

/** The reply in the protocol's form: bounded, and without characters that change how a text is shown. */
export function toolResult(reply: Reply): CallToolResult {
  if ("problem" in reply)
    return { isError: true, content: [{ type: "text", text: safeText(sentence(reply.problem)) }] };
  return { content: [{ type: "text", text: safeText(reply.text) }] };
}

/** A text for an agent: control characters are escaped, and what is too long is cut at the end of a line. */
function safeText(text: string): string {
  const lines = visibleLines(text.trimEnd());
  let length = 0;
  const fitting = lines.findIndex((line) => {
    length += line.length + 1;
    return length > maxReplyLength;
  });
  if (fitting < 0) return lines.join("\n");
  const shown = fitting === 0 ? [lines[0]?.slice(0, maxReplyLength) ?? ""] : lines.slice(0, fitting);
  return [...shown, `… ${lines.length - shown.length} more lines; ask for one refusal by its number`].join("\n");
}

/** The problem as a sentence. A URL, a path or a name at its start keeps its case. */
function sentence(problem: string): string {
  const text = /^[a-z]+ /.test(problem) ? problem.charAt(0).toUpperCase() + problem.slice(1) : problem;
  return /[.!?:]$/.test(text) ? text : `${text}.`;
}
