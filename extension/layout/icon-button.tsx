import { useFocusFallback } from "./focus.ts";

/** SVG paths on a grid of 16 by 16. */
const icons = {
  clear: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM4.2 4.2l7.6 7.6",
  observe:
    "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z",
  open: "M8 10.5v-8M4.8 5.5 8 2.4l3.2 3.1M2.5 10v3.5h11V10",
  save: "M8 2.5v8M4.8 7.4 8 10.5l3.2-3.1M2.5 10v3.5h11V10",
  settings:
    "M8 5.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4zM8 1.8v2M8 12.2v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.4M3.6 12.4 5 11M11 5l1.4-1.4",
};

interface IconButtonProps {
  readonly label: string;
  readonly icon: keyof typeof icons;
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
  /** The button gets the attribute `data-<name>`. */
  readonly name: string;
}

/** A button of the toolbar. A button that is disabled is disabled because a file is shown, and passes the focus to its bar. */
export function IconButton({ label, icon, pressed, disabled, onClick, onKeyDown, name }: IconButtonProps) {
  const data = { [`data-${name}`]: true };
  return (
    <button
      ref={useFocusFallback<HTMLButtonElement>("[data-file-close]", disabled)}
      type="button"
      class="icon"
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled}
      title={label}
      onClick={onClick}
      onKeyDown={onKeyDown}
      {...data}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={icons[icon]} />
      </svg>
    </button>
  );
}
