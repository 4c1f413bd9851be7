// Explains texts that people take for a CORS error, or that stand beside one, but that name no failed check.

/**
 * What this text means and what to do; undefined for any other text.
 * It is asked only after no browser's message about a refused or failed request was found in the text.
 */
export function explainRelatedMessage(text: string): string | undefined {
  return relatedMessages.find(({ pattern }) => pattern.test(text))?.lines.join("\n");
}

interface RelatedMessage {
  readonly pattern: RegExp;
  readonly lines: readonly string[];
}

const relatedMessages: readonly RelatedMessage[] = [
  {
    // The status in Chrome's Network panel; its tooltip is `Cross-Origin Resource Sharing error: MissingAllowOriginHeader`.
    pattern: /\bCORS error\b|\bblocked:cors\b/i,
    lines: [
      "Chrome's Network panel shows `CORS error` for every refusal.",
      "Point at the text. The tooltip ends with the name of the error, such as `MissingAllowOriginHeader`. Explain that name.",
      "Or explain the console line that contains `blocked by CORS policy`.",
    ],
  },
  {
    pattern: /canvas(?:es)? .{0,20}tainted|Tainted canvas/i,
    lines: [
      "The canvas shows an image or a video of another origin that was loaded without CORS, so the page cannot read the pixels.",
      'Set `crossorigin="anonymous"` on the element, and let its server send `Access-Control-Allow-Origin` with the page\'s origin.',
    ],
  },
  {
    pattern: /\bX-Frame-Options\b|\bframe-ancestors\b/i,
    lines: [
      "Not CORS: the site that you load in a frame forbids it, with `X-Frame-Options` or `frame-ancestors`.",
      "Only that site can allow your page. No CORS header changes this.",
    ],
  },
  {
    pattern: /Blocked a frame with origin|cross-origin (?:frame|object)\b/i,
    lines: [
      "Not CORS: the page reads a window or frame of another origin, and no header allows that.",
      "Send messages between the two pages with `postMessage` instead.",
    ],
  },
  {
    pattern: /\bfetch failed\b/,
    lines: [
      "Not CORS: Node.js prints `fetch failed`, and Node.js does not check CORS.",
      "The `cause` below the message says why the request failed.",
    ],
  },
  {
    pattern: /^\W*(?:Referrer[ -]Policy:?\s*)?(?:strict-origin|origin|same-origin|no-referrer)[\w-]*\W*$/i,
    lines: [
      "This is the page's referrer policy. It refuses no request, and has nothing to do with CORS.",
      "Explain the console line that contains `blocked by CORS policy` or `Cross-Origin Request Blocked`.",
    ],
  },
];
