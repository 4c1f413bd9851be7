interface MarkProps {
  /** A class of `theme.css`, which defines its shape and color. */
  readonly kind: string;
  readonly label: string;
}

/** A result as a shape with a label, so that it does not depend on color alone. */
export function Mark({ kind, label }: MarkProps) {
  return <span class={`mark ${kind}`} role="img" aria-label={label} title={label} />;
}
