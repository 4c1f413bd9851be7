import type { Exchange, Header } from "../exchange.ts";
import { cut, visible } from "../text/visible.ts";
import type { FormatOptions, Paint } from "./format.ts";
import { exchangeWithoutSecrets } from "./secrets.ts";

/** What was asked and what was answered, as far as it concerns CORS, for people at a terminal. */
export function transcript(exchanges: readonly Exchange[], { paint, showSecrets }: Shown): string {
  return exchanges
    .filter(({ hasWireHeaders, mayHaveBeenSent }) => hasWireHeaders && mayHaveBeenSent)
    .map((exchange) => oneOf(showSecrets ? exchange : exchangeWithoutSecrets(exchange), paint))
    .join("");
}

type Shown = Pick<FormatOptions, "paint" | "showSecrets">;

function oneOf(exchange: Exchange, paint: Paint): string {
  const { method, url, status, error, requestHeaders, responseHeaders, startedAt, endedAt } = exchange;
  const result = error ?? (status > 0 ? String(status) : "no answer");
  const lines = [
    `> ${paint("strong", `${visible(cut(method, 40))} ${visible(cut(url, longest))}`)}`,
    ...requestHeaders.filter(({ name }) => askedFor.test(name)).map((header) => `> ${lineOf(header)}`),
    `< ${paint("strong", visible(result))}  (${endedAt - startedAt} ms)`,
    ...responseHeaders
      .filter(({ name }) => answered.test(name))
      .slice(0, mostLines)
      .map((header) => `< ${lineOf(header)}`),
  ];
  return `${lines.join("\n")}\n\n`;
}

function lineOf({ name, value }: Header): string {
  return `  ${visible(cut(name, longest))}: ${visible(cut(value, longest))}`;
}

const longest = 300;
const mostLines = 40;
const askedFor = /^(origin|access-control-.*)$/i;
const answered = /^(access-control-.*|allow|location|server|vary|via|www-authenticate|x-powered-by)$/i;
