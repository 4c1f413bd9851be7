import { launchOptions } from "../site.cjs";

export default { testMatch: "*.spec.ts", workers: 1, reporter: "json", use: { launchOptions } };
