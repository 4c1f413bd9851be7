import { gzipSync } from "node:zlib";
import type { Log, ReportingDescriptor, Result, Run } from "sarif";

/**
 * What GitHub's code scanning would reject or not show of a SARIF file, one sentence for each problem. The rules are those of
 * GitHub's documentation: the properties that it marks as required, its limits of length and number, and the form of paths.
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/troubleshoot-sarif-uploads/results-exceed-limit
 * @see https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/troubleshoot-sarif-uploads/file-too-large
 */
export function githubProblems(text: string): string[] {
  const log: Log = JSON.parse(text);
  const problems: string[] = [];
  const require = (isMet: boolean, sentence: string) => {
    if (!isMet) problems.push(sentence);
  };
  require(gzipSync(text).length <= 10 * 1024 * 1024, "the compressed file has more than 10 MB");
  require(isText(log.$schema), "$schema is missing");
  require(log.version === "2.1.0", "the version is not 2.1.0");
  require(log.runs.length > 0 && log.runs.length <= 20, "there are no runs, or more than 20");
  for (const run of log.runs.slice(0, 1)) checkRun(run, require);
  return problems;
}

type Require = (isMet: boolean, sentence: string) => void;

function checkRun({ tool: { driver, extensions = [] }, results }: Run, require: Require): void {
  const rules = driver.rules ?? [];
  require(isText(driver.name), "tool.driver.name is missing");
  require(driver.rules !== undefined && rules.length <= 25_000, "tool.driver.rules is missing or too long");
  require(extensions.length <= 100, "there are more than 100 extensions");
  require(new Set(rules.map(({ id }) => id)).size === rules.length, "two rules have the same id");
  for (const rule of rules) checkRule(rule, require);
  require(results !== undefined && results.length <= 25_000, "results is missing or has more than 25,000 entries");
  require((results?.length ?? 0) <= 5000, "GitHub shows no more than 5,000 results");
  for (const result of results ?? []) checkResult(result, rules, require);
}

function checkRule(
  { id, name, shortDescription, fullDescription, help, ...rule }: ReportingDescriptor,
  require: Require,
) {
  require(isText(id), "a rule has no id");
  require((name?.length ?? 0) <= 255, `the name of ${id} has more than 255 characters`);
  for (const description of [shortDescription, fullDescription])
    require(isText(description?.text) &&
      (description?.text.length ?? 0) <= 1024, `${id}: a description is missing or too long`);
  require(isText(help?.text), `${id} has no help`);
  require(help?.markdown === undefined || isText(help.markdown), `the help of ${id} is empty`);
  require(/^https:\/\//.test(rule.helpUri ?? ""), `${id} has no helpUri`);
  require((rule.properties?.tags?.length ?? 0) <= 10, `${id} has more tags than GitHub shows`);
  require(/^(note|warning|error)$/.test(
    rule.defaultConfiguration?.level ?? "warning",
  ), `the level of ${id} is unknown`);
}

function checkResult(result: Result, rules: readonly ReportingDescriptor[], require: Require): void {
  const { ruleId, ruleIndex = -1, message, level, locations = [], partialFingerprints = {} } = result;
  require(rules[ruleIndex]?.id === ruleId, `the rule ${ruleId} is not at ${ruleIndex}`);
  require(/^(note|warning|error)$/.test(level ?? "warning"), "the level of a result is unknown");
  require(isText(message.text), "a result has no message");
  require((message.text?.length ?? 0) <= 20_000, "the message of a result is too long to read");
  require(isText(partialFingerprints.primaryLocationLineHash), "a result has no fingerprint that GitHub reads");
  require(result.suppressions === undefined, "GitHub reads no suppressions, so a suppressed result is an open alert");
  require(locations.length > 0 && locations.length <= 10, "a result has no location, or more than 10");
  for (const { physicalLocation } of locations) {
    const uri = physicalLocation?.artifactLocation?.uri ?? "";
    require(isRelativePath(uri), `the location "${uri}" is not a path in the repository`);
    const { startLine, startColumn, endLine, endColumn } = physicalLocation?.region ?? {};
    for (const number of [startLine, startColumn, endLine, endColumn])
      require(Number.isInteger(number) && Number(number) >= 1, "a region is not complete");
  }
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "";
}

/** A URI reference without a scheme, a host and a leading slash, that stays in the repository. */
function isRelativePath(uri: string): boolean {
  const base = "https://base.example/repository/";
  const isReference = /^(?:[\w.~/-]|%[0-9A-F]{2})+$/i.test(uri) && !uri.startsWith("/") && URL.canParse(uri, base);
  return isReference && new URL(uri, base).href.startsWith(base) && !uri.endsWith("/");
}
