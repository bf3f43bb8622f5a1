/** Limits concurrency; first come, first served. */
export interface Limiter {
  /** Resolves to false if no slot became free in time. */
  acquire(withinMs: number): Promise<boolean>;
  release(): void;
}

export function createLimiter(limit: number): Limiter {
  let free = limit;
  const waiting = new Set<() => void>();
  return {
    acquire(withinMs) {
      if (free > 0) {
        free--;
        return Promise.resolve(true);
      }
      return new Promise((resolve) => {
        const granted = (): void => {
          clearTimeout(timer);
          resolve(true);
        };
        const timer = setTimeout(() => {
          waiting.delete(granted);
          resolve(false);
        }, withinMs);
        waiting.add(granted);
      });
    },
    release() {
      const [next] = waiting;
      if (next === undefined) {
        free++;
        return;
      }
      waiting.delete(next);
      next();
    },
  };
}
