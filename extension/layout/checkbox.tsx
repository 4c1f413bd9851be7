import type { Signal } from "@preact/signals";

interface CheckboxProps {
  readonly label: string;
  readonly setting: Signal<boolean>;
  /** Id of the element with a hint. */
  readonly describedBy?: string;
  readonly title?: string;
  /** Attributes of the input, such as `data-preserve`. */
  readonly data: Readonly<Record<`data-${string}`, string | true>>;
}

/** A checkbox that shows and sets a signal. */
export function Checkbox({ label, setting, describedBy, title, data }: CheckboxProps) {
  return (
    <label class="check" title={title}>
      <input
        type="checkbox"
        checked={setting.value}
        onChange={({ currentTarget }) => {
          setting.value = currentTarget.checked;
        }}
        aria-describedby={describedBy}
        {...data}
      />
      {label}
    </label>
  );
}
