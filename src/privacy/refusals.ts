/** What the policy refused in a page or a worker, as the browser reports it. */
export interface Refusal {
  readonly directive: string;
  /** The address that was not asked, or its scheme, or its origin alone: as the browser thinks fit to tell. */
  readonly blocked: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

type Reported = Pick<SecurityPolicyViolationEvent, "effectiveDirective" | "blockedURI">;

/** The log of refusals, from its making on. */
export class Refusals {
  readonly #log: Refusal[] = [];
  readonly #waiting = new Set<(refusal: Refusal) => void>();

  constructor(place: EventTarget) {
    // The event of that name is no other.
    place.addEventListener("securitypolicyviolation", (event) => this.#note(event as SecurityPolicyViolationEvent));
  }

  get all(): readonly Refusal[] {
    return [...this.#log];
  }

  /** The next one that fits, or null when none came in time. */
  next(fits: (refusal: Refusal) => boolean, within: number): Promise<Refusal | null> {
    return new Promise((resolve) => {
      const end = (refusal: Refusal | null) => {
        clearTimeout(timer);
        this.#waiting.delete(hear);
        resolve(refusal);
      };
      const hear = (refusal: Refusal) => {
        if (fits(refusal)) end(refusal);
      };
      const timer = setTimeout(() => end(null), within);
      this.#waiting.add(hear);
    });
  }

  #note({ effectiveDirective, blockedURI }: Reported): void {
    const refusal = { directive: effectiveDirective, blocked: blockedURI, at: performance.timeOrigin + performance.now() };
    this.#log.push(refusal);
    for (const hear of this.#waiting) hear(refusal);
  }
}
