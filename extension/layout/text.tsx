/** Prose, with the parts in backticks as code. Text from a recorded page is never read as HTML. */
export function Text({ children }: { readonly children: string }) {
  return <>{children.split("`").map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}</>;
}
