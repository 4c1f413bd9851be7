/** A parsed JSON value, as far as changes follow its members. */
export type Json = { [key: string]: Json };

/** A change of one member of a JSON value. */
export interface Change {
  readonly steps: readonly number[];
  readonly value: unknown;
  readonly kind: "replace" | "delete" | "repeat" | "add";
}

/** Follows the steps, each modulo the number of members, and changes the member that it reaches. */
export function applyChange(root: Json, { steps, value, kind }: Change): void {
  let parent = root;
  for (const [depth, step] of steps.entries()) {
    const keys = Object.keys(parent);
    const key = keys[step % Math.max(1, keys.length)];
    if (key === undefined) return;
    const child = parent[key];
    if (depth < steps.length - 1 && typeof child === "object" && child !== null) {
      parent = child;
      continue;
    }
    if (kind === "delete") delete parent[key];
    else if (kind === "repeat" && Array.isArray(parent)) parent.push(structuredClone(child));
    else if (kind === "add") parent[`_${step}`] = structuredClone(value) as Json;
    else parent[key] = structuredClone(value) as Json;
    return;
  }
}
