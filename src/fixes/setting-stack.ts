import type { Policy } from "../remedy.ts";
import type { Server, ServerSetting } from "../servers/server.ts";
import type { Snippet, Stack } from "../stacks/stack.ts";
import { quoteAll } from "../text/quote.ts";
import { translate } from "../text/translate.ts";

/** A product as a stack: whatever the remedy, its users change the one setting that allows a page's origin. */
export function settingStack({ id, name }: Server, setting: ServerSetting): Stack {
  const fix = (policy: Policy): readonly Snippet[] => {
    const lines = setting.lines(policy);
    // A setting for origins alone cannot allow a method or a header.
    if (lines.length === 0) return [];
    const changed = lines.map((_, index) => index);
    const { origins } = policy.added;
    // Without a new origin, the title of the remedy says what the setting allows.
    const title = origins.length > 0 ? { title: settingTitle(setting, origins) } : {};
    return [{ ...title, code: lines.join("\n"), changed, warnings: setting.warnings }];
  };
  return {
    id,
    name,
    language: setting.language,
    isSetting: true,
    ignoresCredentials: (policy) => linesWith(setting, policy, true) === linesWith(setting, policy, false),
    fix: {
      grant: fix,
      "answer-preflight": fix,
      "send-once": fix,
      "keep-on-errors": fix,
      "avoid-redirect": fix,
      // A setting for origins does not change what caches do with the response.
      vary: () => [],
      "repair-server": fix,
    },
  };
}

/** The setting's title with the origins in place of "the page's origin". */
function settingTitle({ title }: ServerSetting, origins: readonly string[]): string {
  return translate(title).replace(translate("the page's origin"), () => quoteAll(origins));
}

function linesWith({ lines }: ServerSetting, policy: Policy, credentials: boolean): string {
  return lines({ ...policy, credentials, added: { ...policy.added, credentials } }).join("\n");
}
