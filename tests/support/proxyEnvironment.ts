// Provider and doctor read the proxy from their process's environment.
const variables = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [
  name,
  name.toLowerCase(),
]);

/** Removes the proxy variables of this process before each test of a file, and restores them at the end. */
export function withoutProxies(): void {
  const before = variables.map((name) => [name, process.env[name]] as const);
  beforeEach(() => variables.forEach((name) => Reflect.deleteProperty(process.env, name)));
  afterAll(() => {
    for (const [name, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  });
}
