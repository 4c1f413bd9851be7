import { auditHelp } from "./audit-help.ts";
import { checkHelp } from "./check-help.ts";
import type { Command } from "./command.ts";
import { diagnoseHelp } from "./diagnose-help.ts";
import { explainHelp } from "./explain-help.ts";
import { mcpHelp } from "./mcp-help.ts";
import { openHelp } from "./open-help.ts";
import { preflightHelp } from "./preflight-help.ts";

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  { ...checkHelp, load: async () => (await import("./check.ts")).runCheck },
  { ...diagnoseHelp, load: async () => (await import("./diagnose.ts")).runDiagnose },
  { ...preflightHelp, load: async () => (await import("./preflight.ts")).runPreflight },
  { ...auditHelp, load: async () => (await import("./audit.ts")).runAudit },
  { ...explainHelp, load: async () => (await import("./explain.ts")).runExplain },
  { ...openHelp, load: async () => (await import("./open.ts")).runOpen },
  { ...mcpHelp, load: async () => (await import("./mcp.ts")).runMcp },
];
