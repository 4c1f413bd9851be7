interface MarkProps {
  /** A class of `theme.css`, which has a shape and a color for it. */
  readonly kind: string;
  readonly label: string;
}

/** What became of something, told by shape and words and not by color alone. */
export function Mark({ kind, label }: MarkProps) {
  return <span class={`mark ${kind}`} role="img" aria-label={label} title={label} />;
}
