import { github } from "./github.ts";
import { html } from "./html.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";

/** Every output format. */
export const formats = { text, json, markdown, junit, sarif, github, html } as const;

export type FormatId = keyof typeof formats;
