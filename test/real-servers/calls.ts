import type { Page } from "puppeteer";

/** What a page is told that calls this URL: a status, or nothing. */
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

/** Calls from a frame whose origin is `null`. */
export function callFromSandbox(from: Page, url: string, init: RequestInit): Promise<number | "refused"> {
  return from.evaluate(
    (target, options) =>
      new Promise<number | "refused">((resolve) => {
        const frame = document.createElement("iframe");
        frame.setAttribute("sandbox", "allow-scripts");
        frame.srcdoc = `<script>
          fetch(${JSON.stringify(target)}, ${JSON.stringify(options)})
            .then(({ status }) => status, () => "refused").then((answer) => parent.postMessage(answer, "*"));
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

export async function clearCache(of: Page): Promise<void> {
  const session = await of.createCDPSession();
  await session.send("Network.clearBrowserCache");
  await session.detach();
}
