import { options } from "preact";
import { visibleText } from "../../src/index.ts";

/**
 * From now on, every text and tooltip that Preact draws has its invisible characters and its marks for the direction of writing
 * as escapes (`\u202e`). A recorded value could turn round the text after it otherwise. What is copied stays as it is.
 */
export function drawVisibleText(): void {
  const next = options.vnode;
  options.vnode = (vnode) => {
    const { type, props } = vnode as { readonly type: unknown; props: unknown };
    if (typeof props === "string") vnode.props = visibleText(props) as never;
    else if (typeof type === "string") makeAttributesVisible(props as Record<string, unknown>);
    next?.(vnode);
  };
}

function makeAttributesVisible(props: Record<string, unknown>): void {
  for (const name of shownAttributes) {
    const value = props[name];
    if (typeof value === "string") props[name] = visibleText(value);
  }
}

/** The attributes whose text a browser shows or a screen reader reads. */
const shownAttributes = ["title", "aria-label", "alt", "placeholder"];
