import { setTimeout } from "node:timers/promises";
import { type Recording, readHar } from "../../src/index.ts";
import type { OpenedFirefox } from "./open-firefox.ts";

/** What the panel has recorded, once that has been the same for so long that DevTools' own log was read. */
export async function recordingOf({ inPanel }: OpenedFirefox): Promise<Recording> {
  const ask = "return JSON.stringify(page.corsSession.recorder.log());";
  for (let [last, same, asked] = ["", 0, 0]; asked < 60; asked++) {
    const now = String(await inPanel(ask));
    same = now === last ? same + 1 : 0;
    if (same === 5) return readHar({ log: JSON.parse(now) });
    last = now;
    await setTimeout(1000);
  }
  throw new Error("The panel's log was still changing after a minute.");
}

/** A refusal that the console told of: Firefox's category without the number of its wording, and the address. */
export interface Complaint {
  readonly category: string;
  readonly url: string;
}

/** What the console told of CORS. */
export async function corsComplaints({ complaints }: OpenedFirefox): Promise<Complaint[]> {
  const told = (await complaints()).filter(([category]) => category.startsWith("CORS"));
  return told.map(([category, text]) => ({
    category: category.replace(/\d$/, ""),
    url: /https?:[^\s’]+?(?=[’.]*(?:\s|$))/.exec(text)?.[0] ?? "",
  }));
}
