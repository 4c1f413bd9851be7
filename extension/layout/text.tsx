/** Prose in which backticks hold text of the wire; whatever a page put there stays text. */
export function Text({ children }: { readonly children: string }) {
  return <>{children.split("`").map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>;
}
