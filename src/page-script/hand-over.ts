// How the watching script of a page tells the extension's own script in the same document which secret it made. Both run before
// the page's scripts, in either order, so that the page never sees the secret.

/** The types of the events between the two scripts. */
export interface HandOverEvents {
  readonly offer: string;
  readonly question: string;
}

/** A name that no page can guess. */
export function createSecret(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
}

/** Offers the secret once now, and once more when it is asked for, if nobody took it. */
export function handOverSecret(secret: string, { offer, question }: HandOverEvents): void {
  const wasTaken = () => !dispatchEvent(new CustomEvent(offer, { detail: secret, cancelable: true }));
  if (!wasTaken()) addEventListener(question, wasTaken, { once: true });
}

/** Takes the first secret that is offered, and asks for one that was offered before. */
export function takeSecret({ offer, question }: HandOverEvents, onSecret: (secret: unknown) => void): void {
  const take = (event: Event) => {
    event.preventDefault();
    onSecret((event as CustomEvent<unknown>).detail);
  };
  addEventListener(offer, take, { once: true });
  dispatchEvent(new Event(question));
}
