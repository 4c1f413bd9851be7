/** The names of policy files that `audit` looks for in the current folder, in this order. */
export const configNames = [
  "cors-panel.config.ts",
  "cors-panel.config.mjs",
  "cors-panel.config.js",
  "cors-panel.config.json",
] as const;
