import type { Policy } from "../remedy.ts";
import type { Server, ServerSetting } from "../servers/server.ts";
import type { Snippet, Stack } from "../stacks/stack.ts";

/** A product as a stack: whatever the remedy, its users change the one setting that allows a page's origin. */
export function settingStack({ id, name }: Server, setting: ServerSetting): Stack {
  const fix = (policy: Policy): readonly Snippet[] => {
    const lines = setting.lines(policy);
    // A setting for origins alone cannot allow a method or a header.
    if (lines.length === 0) return [];
    return [
      {
        title: setting.title,
        code: lines.join("\n"),
        changed: lines.map((_, index) => index),
        warnings: setting.warnings,
      },
    ];
  };
  return {
    id,
    name,
    language: setting.language,
    fix: {
      grant: fix,
      "answer-preflight": fix,
      "send-once": fix,
      "keep-on-errors": fix,
      "avoid-redirect": fix,
      vary: fix,
      "repair-server": fix,
    },
  };
}
