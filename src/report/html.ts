import { withoutLogCommands } from "../text/log-commands.ts";
import { visibleJson } from "../text/visible.ts";
import { embed } from "./embedded.ts";
import type { Format } from "./format.ts";

/** The comment in the built page that a report replaces. It occurs there once. */
export const reportPlaceholder = "<!-- report -->";

/** One page that shows the report as the panel does. It opens from disk and needs no network. */
export const html: Format<"html"> = {
  id: "html",
  syntax: "json",
  *write(sources, options) {
    const [before = "", after = ""] = options.reportPage.split(reportPlaceholder);
    yield `${before}<script type="application/json" id="report">`;
    for (const piece of embed(sources, options)) yield escapeForScript(piece);
    yield `</script>${after}`;
  },
};

/**
 * A piece of JSON as the text of a script element. It has no `<`, so nothing in it can end the element or begin a
 * comment. JSON has `<` only in strings, where it can be an escape.
 * @see https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
 */
function escapeForScript(json: string): string {
  return withoutLogCommands(visibleJson(json), "json").replaceAll("<", "\\u003c");
}
