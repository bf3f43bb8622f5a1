import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/src";

/** A value that all tests of a file or block share: made before the first of them, disposed of after the last. */
export function shared<T extends object>(start: () => Promise<T>, end: (value: T) => Promise<unknown>): T {
  let value: T | undefined;
  const running = (): T => {
    if (value === undefined) throw new Error("not started yet: use it in tests and hooks only");
    return value;
  };
  beforeAll(async () => {
    value = await start();
  });
  afterAll(async () => {
    if (value !== undefined) await end(value);
  });
  // A proxy, so that a constant can stand for what doesn't exist before the hooks run.
  return new Proxy({} as T, {
    get: (_, name) => {
      const member: unknown = Reflect.get(running(), name);
      return typeof member === "function" ? (member.bind(running()) as unknown) : member;
    },
  });
}

/** One emulator for all tests of a file or block, reset before each. */
export function useEmulator(options: EmulatorOptions = {}): Emulator {
  const emulator = shared(
    () => startEmulator(options),
    (started) => started.close(),
  );
  beforeEach(() => emulator.reset());
  return emulator;
}
