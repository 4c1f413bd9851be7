import { visibleJson } from "../text/visible.ts";
import { embed } from "./embedded.ts";
import type { Format } from "./format.ts";

/** What stands in the viewer in place of a report, once. */
export const reportPlaceholder = "<!-- report -->";

/** One page that shows the report as the panel does, from any disk and without a network. */
export const html: Format<"html"> = {
  id: "html",
  *write(sources, options) {
    const [before = "", after = ""] = options.reportPage.split(reportPlaceholder);
    yield `${before}<script type="application/json" id="report">`;
    for (const piece of embed(sources, options)) yield inScript(piece);
    yield `</script>${after}`;
  },
};

/**
 * A piece of JSON as the text of a script element. Nothing in it can end the element or begin a comment, since it has no
 * `<`, which JSON has in strings alone.
 * @see https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements
 */
function inScript(json: string): string {
  return visibleJson(json).replaceAll("<", "\\u003c");
}
