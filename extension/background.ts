import { onConnected } from "./host/connection.ts";
import { headerRules } from "./host/header-rules.ts";
import { pageScripts } from "./host/page-scripts.ts";
import { manageKeptPages } from "./observe/kept-pages.ts";
import { manageTrialRules } from "./try-fix/trial-rules.ts";

// The background worker only sets and removes what a DevTools that is closed may not leave: the header rules of trials, and the
// scripts in pages that are watched across reloads.
manageTrialRules(headerRules, (listener) => onConnected("trial", listener));
manageKeptPages(pageScripts, (listener) => onConnected("watch", listener));
