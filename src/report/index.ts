import { json } from "./json.ts";
import { text } from "./text.ts";

/** Every output format. */
export const formats = { text, json } as const;

export type FormatId = keyof typeof formats;
