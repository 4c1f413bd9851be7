import { copyBySelection } from "./copy.ts";
import { requestHeaderRulePermission, requestPageScriptPermission } from "./permissions.ts";

/** What the panel's page asks of the browser when the user presses a button. */
export interface Actions {
  /** Puts text on the clipboard; false when the browser refuses. */
  readonly copy: (text: string) => boolean;
  /** Saves the parts of a text as a file of that name. */
  readonly save: (name: string, parts: readonly string[]) => void;
  /** Asks the user for the permission to change headers between these origins; works only within a click. */
  readonly askForTrial: (origins: readonly string[]) => Promise<boolean>;
  /** Asks the user for the permission to run scripts in pages of this origin; works only within a click. */
  readonly askToObserve: (origin: string) => Promise<boolean>;
}

export const actions: Actions = {
  copy: copyBySelection,
  save: download,
  askForTrial: requestHeaderRulePermission,
  askToObserve: requestPageScriptPermission,
};

function download(name: string, parts: readonly string[]): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([...parts], { type: "application/json" }));
  link.download = name;
  link.click();
  // The browser reads the blob after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
