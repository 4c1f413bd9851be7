import { ruleManager } from "./host/trial.ts";
import { manageTrialRules } from "./try-fix/trials.ts";

// The background worker exists for this alone: no header stays on after the DevTools that put it there.
manageTrialRules(ruleManager);
