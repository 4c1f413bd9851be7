import type { Diagnosis } from "../diagnosis.ts";
import { redacted } from "../redact/mask.ts";
import { translate } from "../text/translate.ts";
import { methodThatCommandSends } from "./preflight-command.ts";

/** What the command that checks a fix does, without a colon at the end. */
export function verifyText(command: string, diagnosis: Diagnosis): string {
  const method = methodThatCommandSends(command, diagnosis);
  const whatItDoes =
    method === null
      ? translate("To check the fix, run this command. It exits with 0 once the server allows the request")
      : translate`To check the fix, run this command. It sends a real ${method}, and exits with 0 once the server allows the request`;
  return hasMaskedValue(command)
    ? `${translate("Replace `REDACTED` with your own value first.")} ${whatItDoes}`
    : whatItDoes;
}

/** True for a command with a masked value, which would ask for another URL. */
export function hasMaskedValue(command: string): boolean {
  return command.includes(redacted);
}
