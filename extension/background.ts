import { onConnected } from "./host/connection.ts";
import { headerRules } from "./host/header-rules.ts";
import { manageTrialRules } from "./try-fix/trial-rules.ts";

// The background worker only removes the header rules of trials whose DevTools was closed.
manageTrialRules(headerRules, onConnected);
