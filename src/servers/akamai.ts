import { byBody, byHeader, byHeaderName, defineServer } from "./server.ts";

/**
 * Akamai. Its edge servers name themselves `AkamaiGHost` on the pages that they make, such as the 403 of its firewall
 * with a reference number. On responses of the origin only `Akamai-GRN` shows it, where the property is set so.
 * @see https://techdocs.akamai.com/terraform/v6.5/reference/ga-global-request-number
 * @see https://github.com/Ekultek/WhatWaf/issues/1162
 * @see https://github.com/Ekultek/WhatWaf/issues/1139
 * @see https://github.com/netbirdio/netbird/issues/3670
 */
export const akamai = defineServer({
  id: "akamai",
  name: "Akamai",
  layer: "cdn",
  recognize: (response) =>
    byHeader(response, "Server", /^AkamaiGHost$/i) ??
    byHeaderName(response, ["Akamai-GRN", "Akamai-Cache-Status"]) ??
    byBody(response, /https:\/\/errors\.edgesuite\.net\//),
  answersItself: ({ status, header, body }) =>
    status >= 400 &&
    (/\bReference #[0-9a-f]+\.[0-9a-f]+\.[0-9a-f]+\.[0-9a-f]+/.test(body ?? "") ||
      (/^AkamaiGHost$/i.test(header("Server") ?? "") && header("Mime-Version") === "1.0")),
  stacks: [],
});
