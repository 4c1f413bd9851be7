import { describe, expect, test } from "vitest";
import { explainMessage } from "../../../src/node/commands/explain-message.ts";
import { explanationOf } from "../../../src/node/commands/explanations.ts";
import { readLocalizedMessage } from "../../../src/node/commands/localized-message.ts";

const url = "https://api.example/a?b=1";
const german = (reason: string, address = url) =>
  `Quellübergreifende (Cross-Origin) Anfrage blockiert: Die Gleiche-Quelle-Regel verbietet das Lesen der externen Ressource auf ${address}. (Grund: ${reason}`;
const french = (reason: string) =>
  `Blocage d’une requête multiorigine (Cross-Origin Request) : la politique « Same Origin » ne permet pas de consulter la ressource distante située sur ${url}. Raison : ${reason}`;
const spanish = (reason: string, address = url) =>
  `Solicitud desde otro origen bloqueada: la política de mismo origen impide leer el recurso remoto en ${address} (razón: ${reason}`;
const japanese = (reason: string) =>
  `クロスオリジン要求をブロックしました: 同一生成元ポリシーにより、${url} にあるリモートリソースの読み込みは拒否されます (理由: ${reason}`;
const chinese = (reason: string) => `已拦截跨源请求：同源策略禁止读取位于 ${url} 的远程资源。（原因：${reason}`;
const russian = (reason: string) =>
  `Запрос из постороннего источника заблокирован: Политика одного источника запрещает чтение удаленного ресурса на ${url}. (Причина: ${reason}`;
const portuguese = (reason: string) =>
  `Requisição cross-origin bloqueada: A diretiva Same Origin (mesma origem) não permite a leitura do recurso remoto em ${url} (motivo: ${reason}`;
const italian = (reason: string, address = url) =>
  `Bloccata richiesta multiorigine (cross-origin): il criterio di corrispondenza dell’origine non consente la lettura della risorsa remota da ${address}. Motivo: ${reason}`;

const allowOrigin = "Access-Control-Allow-Origin";
const allowHeaders = "Access-Control-Allow-Headers";

// As in Mozilla's security.properties of each language.
describe.each([
  [
    german(`CORS-Kopfzeile '${allowOrigin}' fehlt). Statuscode: 200.`),
    { causes: ["missing-allow-origin"], status: "200" },
  ],
  [
    french(`l’en-tête CORS « ${allowOrigin} » est manquant. Code d’état : 404.`),
    { causes: ["missing-allow-origin"], status: "404" },
  ],
  [
    spanish(`falta la cabecera CORS '${allowOrigin}'). Código de estado: 404.`),
    { causes: ["missing-allow-origin"], status: "404" },
  ],
  [chinese(`CORS 头缺少 '${allowOrigin}'）。状态码：200。`), { causes: ["missing-allow-origin"], status: "200" }],
  [
    japanese(`CORS ヘッダー ‘${allowOrigin}’ が足りない)。`),
    { causes: ["missing-allow-origin", "multiple-allow-origins"], status: null },
  ],
  [
    german(`Es darf nur ein eine CORS-Kopfzeile '${allowOrigin}' verwendet werden).`),
    { causes: ["missing-allow-origin", "multiple-allow-origins"] },
  ],
  [
    german(`CORS-Kopfzeile '${allowOrigin}' stimmt nicht mit 'https://b.example' überein).`),
    { causes: ["allow-origin-mismatch", "invalid-allow-origin"], value: "https://b.example" },
  ],
  [
    french(`l’en-tête CORS « ${allowOrigin} » ne correspond pas à « https://b.example, https://c.example ».`),
    { causes: ["multiple-allow-origins"], value: "https://b.example, https://c.example" },
  ],
  [
    japanese(`CORS ヘッダー ‘${allowOrigin}’ が ‘https://b.example’ と異なる)。`),
    { causes: ["allow-origin-mismatch", "invalid-allow-origin"], value: "https://b.example" },
  ],
  [
    german(
      `Berechtigung/Credential wird nicht unterstützt, wenn die CORS-Kopfzeile '${allowOrigin}' auf '*' gesetzt ist).`,
    ),
    { causes: ["wildcard-origin-with-credentials"], value: null },
  ],
  [
    spanish("la credencial no se admite si la cabecera CORS 'Access-Control-Allow-Credentials' es '*').", `'${url}'`),
    { causes: ["wildcard-origin-with-credentials"] },
  ],
  [
    russian("в заголовке CORS «Access-Control-Allow-Credentials» ожидалось «true»)."),
    { causes: ["allow-credentials-not-true"], value: null },
  ],
  [
    french("méthode manquante dans l’en-tête « Access-Control-Allow-Methods »."),
    { causes: ["method-not-allowed"], isPreflight: true },
  ],
  [
    portuguese("token 'G E T' inválido no cabeçalho 'Access-Control-Allow-Methods' do CORS)."),
    { causes: ["invalid-allow-methods"], value: "G E T" },
  ],
  [
    german(
      `Kopfzeile 'x-a' ist aufgrund der Kopfzeile '${allowHeaders}' aus der CORS-Preflight-Antwort nicht zulässig).`,
    ),
    { causes: ["header-not-allowed"], value: "x-a", isPreflight: true },
  ],
  [
    chinese(`CORS 头 '${allowHeaders}' 中的令牌 'x a' 无效）。`),
    { causes: ["invalid-allow-headers"], value: "x a", isPreflight: true },
  ],
  [
    portuguese("falha na resposta de comprovação (preflight) do CORS). Código de status: 500."),
    { causes: ["preflight-status-not-ok"], status: "500", isPreflight: true },
  ],
  [
    german("CORS-Anfrage schlug fehl). Statuscode: (null)."),
    { causes: [], lookAlike: "network-error", isPreflight: false },
  ],
  [
    `${italian(`header CORS “${allowOrigin}” mancante. Codice di stato: 200.`)}\n${italian("richiesta CORS non riuscita. Codice di stato: (null).", "https://b.example/")}`,
    { causes: ["missing-allow-origin"], status: "200" },
  ],
])("Firefox's message %s", (message, expected) => {
  test("is read by what translators keep", () => {
    expect(readLocalizedMessage(message)).toMatchObject({ url, origin: null, ...expected });
  });
});

test("a message about a URL that is not http shows that by the URL", () => {
  const message = german("CORS-Anfrage war nicht http).", "file:///a/b.json");
  expect(readLocalizedMessage(message)).toMatchObject({ causes: ["unsupported-scheme"], url: "file:///a/b.json" });
});

test("a message whose reason names no header and no status says where its name is", () => {
  for (const reason of ["Externe Weiterleitung der CORS-Anfrage verboten).", "CORS deaktiviert)."]) {
    expect(readLocalizedMessage(german(reason))).toBeUndefined();
    expect(explainMessage(german(reason))).toMatch(/^Firefox refused this request\. .*\nCopy the address of the link/);
  }
});

test.each([
  `Warnung für quellübergreifende (Cross-Origin) Anfrage: Die Gleiche-Quelle-Regel wird das Lesen der externen Ressource auf ${url} bald verbieten. (Grund: Wenn '${allowHeaders}' den Wert '*' hat, wird die 'Authorization'-Kopfzeile nicht eingeschlossen).`,
  "Access to fetch at 'https://api.example/a' from origin 'https://app.example' has been blocked by CORS policy: A new sentence.",
  `My server at ${url} is down: CORS does not work`,
  `See ${url} for CORS`,
])("no refusal is read in %s", (text) => {
  expect([readLocalizedMessage(text), explainMessage(text)]).toEqual([undefined, undefined]);
});

test("a message is explained with its URL, its status and the header's value", () => {
  expect(explainMessage(spanish(`falta la cabecera CORS '${allowOrigin}'). Código de estado: 502.`))).toMatch(
    /^`api\.example` responded with HTTP 502, without CORS headers\./,
  );
});

describe("a name of Firefox's error", () => {
  const known = explanationOf("CORSMissingAllowOrigin");

  test.each([
    "https://developer.mozilla.org/docs/Web/HTTP/CORS/Errors/CORSMissingAllowOrigin?utm_source=devtools",
    "https://developer.mozilla.org/de/docs/Web/HTTP/Guides/CORS/Errors/CORSMissingAllowOrigin",
    "CORS Missing Allow Origin",
    "CORSMissingAllowOrigin2",
  ])("is found in %s", (text) => {
    expect(known).toMatch(/^missing-allow-origin: /);
    expect(explanationOf(text)).toBe(known);
  });

  test.each([
    ["CORSDisabled", /^CORSDisabled \(an error of Firefox\): .*about:config/],
    ["CORSOriginHeaderNotAdded", /could not add the header `Origin`/],
    ["CORSMultipleAllowOriginNotAllowed", /more than one `Access-Control-Allow-Origin`/],
    ["CORSDidNotSucceed2", /^CORSDidNotSucceed .*no response: [\s\S]*\n\nredirect-with-credentials: /],
  ])("without a cause of its own is explained: %s", (name, expected) => {
    expect(explanationOf(name)).toMatch(expected);
  });
});
