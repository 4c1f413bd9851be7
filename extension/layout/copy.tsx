import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { t } from "../i18n/messages.ts";

interface CopyButtonProps {
  readonly copy: (text: string) => boolean;
  /** What is copied; made only when it is asked for. */
  readonly text: () => string;
  /** Names the button where its text alone would not. */
  readonly name?: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A button that copies a text, and says for a moment whether it could. */
export function CopyButton({ copy, text, name, class: look, children }: CopyButtonProps) {
  const said = useSignal("");
  const onClick = () => {
    said.value = t(copy(text()) ? "copied" : "copyRefused");
    setTimeout(() => {
      said.value = "";
    }, 2000);
  };
  return (
    <span class="copy">
      <span role="status">{said}</span>
      <button type="button" class={look} aria-label={name} onClick={onClick} data-copy>
        {children}
      </button>
    </span>
  );
}
