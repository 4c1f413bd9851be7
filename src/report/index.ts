// Reports on diagnosed recordings: one file per output format, and the baseline of accepted refusals. Diagnosed sources
// and the user's options come in; text goes out in pieces. A format decides nothing about CORS, changes no diagnosis
// and writes no secret unless `showSecrets` is set. Reports on an audit are in audit/.

import { brief } from "./brief.ts";
import { github } from "./github.ts";
import { html } from "./html.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import { ndjson } from "./ndjson.ts";
import { sarif } from "./sarif.ts";
import { text } from "./text.ts";

/** Every output format by its id. */
export const formats = { text, brief, json, ndjson, markdown, junit, sarif, github, html } as const;

export type FormatId = keyof typeof formats;
