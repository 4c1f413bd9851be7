/**
 * A function of a text that remembers its results: a recording repeats the same few origins, lists and types thousands
 * of times. What it remembers stays bounded.
 */
export function memo<T>(make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let made = known.get(text);
    if (made === undefined) {
      if (known.size >= mostKnown) known.clear();
      made = make(text);
      if (text.length <= longestKnown) known.set(text, made);
    }
    return made;
  };
}

const mostKnown = 1000;
const longestKnown = 1000;

/** A value that is made when it is first asked for. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The same for values that belong to an object, which are forgotten with it: at most `most` of them at a time. */
export function memoPerOwner<O extends object, T>(most: number): (owner: O, key: string, make: () => T) => T {
  const known = new WeakMap<O, Map<string, T>>();
  return (owner, key, make) => {
    const values = known.get(owner) ?? new Map<string, T>();
    known.set(owner, values);
    let made = values.get(key);
    if (made === undefined) {
      if (values.size >= most) values.clear();
      made = make();
      values.set(key, made);
    }
    return made;
  };
}
