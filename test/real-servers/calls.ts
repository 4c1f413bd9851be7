import type { Page } from "puppeteer";

/** The status that a page reads when it fetches a URL, or `refused`. */
export function call(from: Page, url: string, init: RequestInit): Promise<number | "refused"> {
  return from.evaluate(
    (target, options) =>
      fetch(target, options).then(
        ({ status }) => status,
        () => "refused" as const,
      ),
    url,
    init as object,
  );
}

/** The status that a sandboxed frame, whose origin is `null`, reads when it fetches a URL, or `refused`. */
export function callFromSandbox(from: Page, url: string, init: RequestInit): Promise<number | "refused"> {
  return from.evaluate(
    (target, options) =>
      new Promise<number | "refused">((resolve) => {
        const frame = document.createElement("iframe");
        frame.setAttribute("sandbox", "allow-scripts");
        frame.srcdoc = `<script>
          fetch(${JSON.stringify(target)}, ${JSON.stringify(options)})
            .then(({ status }) => status, () => "refused").then((result) => parent.postMessage(result, "*"));
        </script>`;
        addEventListener(
          "message",
          ({ data }) => {
            frame.remove();
            resolve(data);
          },
          { once: true },
        );
        document.body.append(frame);
      }),
    url,
    init as object,
  );
}

/** Clears the browser's HTTP cache. */
export async function clearCache(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  await session.send("Network.clearBrowserCache");
  await session.detach();
}
