import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/src";

/** A value that all tests of a file or block share: started before the first test, ended after the last. */
export function shared<T extends object>(start: () => Promise<T>, end: (value: T) => Promise<unknown>): T {
  let value: T | undefined;
  const running = (): T => {
    if (value === undefined) throw new Error("The value has not started. Use it only in tests and hooks.");
    return value;
  };
  beforeAll(async () => {
    value = await start();
  });
  afterAll(async () => {
    if (value !== undefined) await end(value);
  });
  // A proxy, so that tests can use a constant although the value doesn't exist before the hooks run.
  return new Proxy({} as T, {
    get: (_, name) => {
      const member: unknown = Reflect.get(running(), name);
      return typeof member === "function" ? (member.bind(running()) as unknown) : member;
    },
  });
}

/** Starts one emulator for all tests of a file or block, and resets it before each test. */
export function useEmulator(options: EmulatorOptions = {}): Emulator {
  const emulator = shared(
    () => startEmulator(options),
    (started) => started.close(),
  );
  beforeEach(() => emulator.reset());
  return emulator;
}
