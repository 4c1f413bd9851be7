import { AnyMap, isIgnored, originalPositionFor, type TraceMap } from "@jridgewell/trace-mapping";
import type { CallFrame, SourcePosition } from "../../exchange.ts";
import { loadText } from "./load-text.ts";

/** Returns the source of a place in a script; null where the script's source map has none. */
export type SourceFinder = (frame: CallFrame) => SourcePosition | null;

/**
 * Loads a script's source map: the one that the script's response names in `SourceMap`, else in its last comment. Null
 * where there is none that can be read.
 * @param mayLoad decides whether a URL may be asked for
 * @see https://tc39.es/ecma426/
 */
export async function loadSourceMap(
  scriptUrl: string,
  mayLoad: (url: string) => boolean,
  signal: AbortSignal,
): Promise<SourceFinder | null> {
  const script = await loadText(scriptUrl, signal);
  const address = script && (script.sourceMap || sourceMapComment(script.text));
  if (!address || !URL.canParse(address, scriptUrl)) return null;
  const mapUrl = new URL(address, scriptUrl).href;
  const isInline = mapUrl.startsWith("data:");
  if (!isInline && !mayLoad(mapUrl)) return null;
  const map = await loadText(mapUrl, signal);
  return map && readSourceMap(map.text, isInline ? scriptUrl : mapUrl);
}

/** The URL in the last `sourceMappingURL` comment of a script, or "". */
export function sourceMapComment(script: string): string {
  const start = script.lastIndexOf("sourceMappingURL=");
  if (start < 0 || !/\/\/[#@]\s*$/.test(script.slice(Math.max(0, start - 10), start))) return "";
  return /^\S*/.exec(script.slice(start + "sourceMappingURL=".length))?.[0] ?? "";
}

/** The finder for a source map; null where the text is no source map. */
export function readSourceMap(text: string, mapUrl: string): SourceFinder | null {
  try {
    // A first line with this start keeps other websites from reading the map as a script.
    const map = new AnyMap(text.replace(/^\)\]\}'[^\n]*\n/, ""), mapUrl);
    return (frame) => findSource(map, frame);
  } catch {
    return null;
  }
}

function findSource(map: TraceMap, { line, column }: CallFrame): SourcePosition | null {
  if (!(line >= 0 && column >= 0)) return null;
  try {
    const found = originalPositionFor(map, { line: line + 1, column });
    if (found.source === null || found.source === "" || found.source.length > maxUrlLength) return null;
    const isLibrary = isIgnored(map, found.source);
    return { url: found.source, line: found.line, column: found.column + 1, isLibrary };
  } catch {
    // Mappings are decoded when the first place is asked for, and may be broken.
    return null;
  }
}

const maxUrlLength = 2000;
