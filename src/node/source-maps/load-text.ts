/** A text file of a server. */
export interface LoadedText {
  readonly text: string;
  /** The value of the response header `SourceMap`, or of its older name; "" where there is none. */
  readonly sourceMap: string;
}

/**
 * The text at an http, https or data URL; null for any other response than 200, for a redirect, for more than `maxLength`
 * bytes, and when the signal is aborted. It is asked for without cookies. Never rejects.
 */
export async function loadText(
  url: string,
  signal: AbortSignal,
  maxLength = maxTextLength,
): Promise<LoadedText | null> {
  try {
    const response = await fetch(url, { signal, redirect: "error", credentials: "omit" });
    if (response.status !== 200 || !response.body) return null;
    const decoder = new TextDecoder();
    let [text, length] = ["", 0];
    for await (const chunk of response.body) {
      length += chunk.length;
      // Leaving the loop cancels the response.
      if (length > maxLength) return null;
      text += decoder.decode(chunk, { stream: true });
    }
    const { headers } = response;
    return { text: text + decoder.decode(), sourceMap: headers.get("SourceMap") ?? headers.get("X-SourceMap") ?? "" };
  } catch {
    return null;
  }
}

/** In bytes, unpacked. The source maps of large applications have 10 to 30 MB. */
const maxTextLength = 40_000_000;
