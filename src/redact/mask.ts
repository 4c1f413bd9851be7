/** The placeholder of a secret. */
export const redacted = "REDACTED";

/** Returns the placeholder of a value. */
export type Mask = (value: string) => string;

export const plainMask: Mask = () => redacted;

/** A mask that numbers the values (`REDACTED-1`), and gives equal values the same number. */
export function numberedMask(): Mask {
  const numbers = new Map<string, number>();
  return (value) => {
    const number = numbers.get(value) ?? numbers.size + 1;
    numbers.set(value, number);
    return `${redacted}-${number}`;
  };
}

/** True for what a mask returns. */
export function isPlaceholder(value: string): boolean {
  return /^REDACTED(?:-\d+)?$/.test(value);
}

export function maskUnlessBlank(value: string, mask: Mask): string {
  return value.trim() === "" ? value : mask(value);
}
