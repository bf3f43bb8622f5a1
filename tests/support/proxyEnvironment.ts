// The provider reads the proxy from its own process's environment, and so does the doctor.
const variables = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [
  name,
  name.toLowerCase(),
]);

/** Lets each test of a file begin without a proxy, whatever this process was given. */
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
