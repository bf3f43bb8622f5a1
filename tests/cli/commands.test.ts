import { command, connectionTo } from "./support";
import { useEmulator } from "../support/shared";

const emulator = useEmulator();

test.each([
  [["--help"], /doctor.*adopt/s],
  [
    ["doctor", "--help"],
    /Exit status: 0 no problems.*\$ pulumi-algorithmia doctor --stack production --json/s,
  ],
  [["adopt", "--help"], /Examples:.*\$ pulumi-algorithmia adopt --cwd/s],
  [["--version"], /^\d+\.\d+\.\d+/],
])("%j", async (args, said) => {
  expect(await command(args, {})).toEqual({ status: 0, out: expect.stringMatching(said) as string, err: "" });
});

test.each([
  { args: [] },
  { args: ["cure"] },
  { args: ["doctor", "extra"] },
  { args: ["doctor", "--unknown"] },
  { args: ["adopt", "a", "b"] },
])("$args is invalid: exits with status 2, which no warning has", async ({ args }) => {
  const { status, out, err } = await command(args, {});
  expect([status, out]).toEqual([2, ""]);
  expect(err).not.toBe("");
});

test.each([
  { args: ["doctor", "--api-key=planted-value"] },
  { args: ["doctor", "--api-key", "planted-value"] },
  { args: ["adopt", "--consumer-secret=planted-value"] },
  { args: ["doctor", "--bitbucket", "https://me:planted-value@bitbucket.org"] },
  { args: ["doctor", "--bitbucket=https://me:planted-value@bitbucket.org"] },
])("accepts no secret as an argument, and doesn't print the value: $args", async ({ args }) => {
  const { status, err } = await command(args, connectionTo(emulator));
  expect(status).toBe(2);
  expect(err).not.toContain("planted-value");
  expect(emulator.requests.all()).toEqual([]);
});

test.each([__filename, `${__dirname}/nowhere`])("rejects --cwd %s in one line", async (path) => {
  for (const name of ["doctor", "adopt"]) {
    const { status, err } = await command([name, "--cwd", path], {});
    expect([status, err]).toEqual([2, expect.stringMatching(/must be an existing directory\.\n$/)]);
  }
});

test.each(["http://bitbucket.example", "bitbucket.org", "ftp://127.0.0.1"])(
  "doesn't send the consumer's secret to %s",
  async (url) => {
    expect((await command(["doctor", "--bitbucket", url], connectionTo(emulator))).status).toBe(2);
    expect(emulator.requests.all()).toEqual([]);
  },
);
