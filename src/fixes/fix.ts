import type { Certainty } from "../diagnosis.ts";
import type { Remedy } from "../remedy.ts";

/** A remedy written down for one stack, ready to paste. */
export interface Fix {
  /** Id of the stack; `page` for a change of the calling page. */
  readonly stack: string;
  /** The stack's name for people. */
  readonly stackName: string;
  /**
   * How surely this is the server to change: `certain` where its response names it, `possible` where that is a guess, null
   * where nothing in the recording points to it.
   */
  readonly certainty: Certainty | null;
  readonly remedy: Remedy;
  /** `new` for complete code, `change` for the lines to change in code that exists. */
  readonly form: "new" | "change";
  /** True for a longer form of the fix before it, which reports leave out unless the user chose the stack. */
  readonly isAlternative?: true;
  /** What the change does, in one sentence. */
  readonly title: string;
  /** Language of the code, as editors call it: `javascript`, `nginx`, `json`, `yaml`, …; `text` where there is no code to paste. */
  readonly language: string;
  readonly code: string;
  /** The same in strict TypeScript, where it differs. */
  readonly typescript?: string;
  /** Lines of the code, counted from 0, that differ from what the server does now. */
  readonly changed: readonly number[];
  /** What to know before pasting: why not the shortcut, where the code goes, what it leaves out. */
  readonly warnings: readonly string[];
}
