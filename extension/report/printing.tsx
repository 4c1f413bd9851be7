import { render } from "preact";
import { PrintedRefusals } from "./printed-refusals.tsx";
import type { Report } from "./report.ts";

/** Adds every refused fetch to the page while it is printed. On the screen they would only cost time. */
export function followPrinting(report: Report, stack: string): void {
  const container = document.createElement("div");
  document.body.append(container);
  const show = () => render(<PrintedRefusals report={report} stack={stack} />, container);
  const hide = () => render(null, container);
  addEventListener("beforeprint", show);
  addEventListener("afterprint", hide);
  // Developer tools show how a page prints without printing it.
  matchMedia("print").addEventListener("change", ({ matches }) => (matches ? show() : hide()));
}
