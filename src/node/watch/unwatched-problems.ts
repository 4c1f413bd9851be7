import { groupBy } from "../../collections.ts";

/**
 * Sentences about what a watch did not see.
 * @param closed the type of each target that closed before it was watched
 * @param oldWorkers how many service workers were left because their update waits to replace them
 */
export function unwatchedProblems(closed: readonly string[], oldWorkers: number): string[] {
  const byName = groupBy(closed, (type) => names[type] ?? type);
  const problems = [...byName].map(([name, all]) => {
    const subject = `${count(all.length, name)} closed before ${all.length === 1 ? "it" : "they"} could be watched`;
    return `${subject}; requests of ${all.length === 1 ? "this" : "these"} ${plural(all.length, name)} may be missing`;
  });
  if (oldWorkers === 0) return problems;
  const workers = count(oldWorkers, "service worker");
  return [
    ...problems,
    `${workers} with a waiting update ${oldWorkers === 1 ? "is" : "are"} no longer watched, so that the update can take over; reload the page to see the requests of the new version`,
  ];
}

/** What users call a target of each type of the protocol. */
const names: Readonly<Record<string, string>> = {
  page: "popup",
  iframe: "frame",
  webview: "frame",
  worker: "worker",
  shared_worker: "shared worker",
  service_worker: "service worker",
};

function count(number: number, name: string): string {
  return `${number} ${plural(number, name)}`;
}

function plural(number: number, name: string): string {
  return number === 1 ? name : `${name}s`;
}
