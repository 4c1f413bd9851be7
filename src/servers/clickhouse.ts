import { byHeaderName, defineServer, type ServerResponse } from "./server.ts";

/**
 * ClickHouse's HTTP interface. It responds to `OPTIONS` with 204 and the headers of `http_options_response`, which it
 * also adds to other responses.
 * @see https://github.com/ClickHouse/ClickHouse/pull/29155
 * @see https://github.com/ClickHouse/ClickHouse/pull/115045
 * @see https://clickhouse.com/docs/interfaces/http
 */
export const clickhouse = defineServer({
  id: "clickhouse",
  name: "ClickHouse",
  layer: "product",
  recognize: (response) =>
    byHeaderName(response, [
      "X-ClickHouse-Summary",
      "X-ClickHouse-Query-Id",
      "X-ClickHouse-Server-Display-Name",
      "X-ClickHouse-Exception-Code",
    ]) ??
    (response.port === "8123" && response.path === "/" && !isHtml(response)
      ? { certainty: "possible", evidence: "port `8123` with the path `/`" }
      : undefined),
  stacks: [],
  setting: {
    title: "Set the page's origin in `http_options_response` in ClickHouse's `config.xml`",
    language: "xml",
    // The header has one fixed value, so a second origin would replace the first.
    lines: ({ origins, methods, headers, credentials, added }) =>
      origins.length === 1 && added.origins.length === 1
        ? [
            "<http_options_response>",
            ...headerLines("Access-Control-Allow-Origin", origins[0] ?? ""),
            ...headerLines("Access-Control-Allow-Methods", methods.join(", ")),
            ...(headers.length > 0 ? headerLines("Access-Control-Allow-Headers", headers.join(", ")) : []),
            ...(credentials ? headerLines("Access-Control-Allow-Credentials", "true") : []),
            "</http_options_response>",
          ]
        : [],
    warnings: [
      "These lines replace the present section and its one origin, so keep its other headers. For several origins, put a proxy in front of ClickHouse that compares `Origin` with a list.",
    ],
  },
});

function headerLines(name: string, value: string): string[] {
  return ["  <header>", `    <name>${name}</name>`, `    <value>${value}</value>`, "  </header>"];
}

/** Home Assistant has the same port, and a page at this path. */
function isHtml({ header }: ServerResponse): boolean {
  return /html/i.test(header("Content-Type") ?? "");
}
