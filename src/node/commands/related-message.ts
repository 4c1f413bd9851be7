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
    pattern: /WebSocket connection to/,
    lines: [
      "Not CORS: browsers do not check CORS for WebSockets.",
      "The server is down, does not accept WebSockets at this URL, or refuses the page's `Origin` itself. Look in the server's log.",
    ],
  },
  {
    pattern: /'integrity' attribute|SRI's integrity checks/,
    lines: [
      "Not CORS: the content does not have the hash in `integrity`.",
      "Correct the hash, or restore the content that it was made for.",
    ],
  },
  {
    pattern: /Unsafe attempt to load URL/,
    lines: [
      "The page may load only URLs of its own origin here.",
      'Serve a page that was opened as a file over http. If the request has `mode: "same-origin"`, remove the mode.',
    ],
  },
  {
    pattern: /the server responded with a status of [45]\d\d|\b(?:GET|POST|PUT|PATCH|DELETE) https?:\/\/\S+ [45]\d\d\b/,
    lines: [
      "The server responded with an error status, and this line reports no refusal.",
      "Look in the server's log. If the console also has a line that contains `blocked by CORS policy`, explain that line.",
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
    pattern: /^\W*(?:Referrer[ -]Policy:?\s*)?(?:strict-origin|origin|same-origin|no-referrer)[\w-]{0,40}\W{0,20}$/i,
    lines: [
      "This is the page's referrer policy. It refuses no request, and has nothing to do with CORS.",
      "Explain the console line that contains `blocked by CORS policy` or `Cross-Origin Request Blocked`.",
    ],
  },
];
