import type { Exchange, Header } from "../exchange.ts";
import { withoutLogCommands } from "../text/log-commands.ts";
import { cut, visible } from "../text/visible.ts";
import type { FormatOptions, Paint } from "./format.ts";
import { requestLine } from "./request-line.ts";
import { exchangeWithoutSecrets } from "./secrets.ts";

/** The requests and responses that were sent, with the headers that concern CORS, for people at a terminal. */
export function transcript(
  exchanges: readonly Exchange[],
  { paint, showSecrets }: Pick<FormatOptions, "paint" | "showSecrets">,
): string {
  return exchanges
    .filter(({ hasWireHeaders, mayHaveBeenSent }) => hasWireHeaders && mayHaveBeenSent)
    .map((exchange) => exchangeText(showSecrets ? exchange : exchangeWithoutSecrets(exchange), paint))
    .map((text) => withoutLogCommands(text, "text"))
    .join("");
}

function exchangeText(exchange: Exchange, paint: Paint): string {
  const { status, error, requestHeaders, responseHeaders, startedAt, endedAt } = exchange;
  const result = error ?? (status > 0 ? String(status) : "no response");
  const lines = [
    `> ${paint("strong", visible(requestLine(exchange)))}`,
    ...requestHeaders.filter(({ name }) => shownRequestHeaders.test(name)).map((header) => `> ${headerLine(header)}`),
    `< ${paint("strong", visible(result))}${Number.isNaN(endedAt - startedAt) ? "" : `  (${Math.round(endedAt - startedAt)} ms)`}`,
    ...responseHeaders
      .filter(({ name }) => shownResponseHeaders.test(name))
      .slice(0, maxResponseHeaders)
      .map((header) => `< ${headerLine(header)}`),
  ];
  return `${lines.join("\n")}\n\n`;
}

const shownRequestHeaders = /^(origin|access-control-.*)$/i;
const shownResponseHeaders = /^(access-control-.*|allow|location|server|vary|via|www-authenticate|x-powered-by)$/i;
const maxResponseHeaders = 40;

function headerLine({ name, value }: Header): string {
  return `  ${visible(cut(name, maxHeaderLength))}: ${visible(cut(value, maxHeaderLength))}`;
}

const maxHeaderLength = 300;
