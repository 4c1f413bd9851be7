import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { t } from "../i18n/messages.ts";

interface CopyButtonProps {
  readonly copy: (text: string) => boolean;
  /** Gives the text to copy; called when the user presses the button. */
  readonly text: () => string;
  /** The button's accessible name, where its text is not clear enough. */
  readonly name?: string;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** A button that copies a text, and shows for two seconds whether that worked. */
export function CopyButton({ copy, text, name, class: className, children }: CopyButtonProps) {
  const status = useSignal("");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const onClick = () => {
    status.value = t(copy(text()) ? "copied" : "copyRefused");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      status.value = "";
    }, 2000);
  };
  return (
    <span class="copy">
      <span role="status">{status}</span>
      <button type="button" class={className} aria-label={name} onClick={onClick} data-copy>
        {children}
      </button>
    </span>
  );
}
