import { buildDemo, DEMO, Place } from "./support";

// With a stand-in for the CLI: what these tests are about is how the demo ends, not what Pulumi does.
const demo = [process.execPath, DEMO] as const;

let place: Place;

beforeAll(buildDemo, 120_000);
afterEach(() => {
  expect(place.leftovers()).toEqual([]);
  place.remove();
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("%s ends Pulumi as Ctrl-C does, then all else", async (signal, expected) => {
  place = new Place('trap "echo has ended well; exit 0" INT; echo at work; while :; do sleep 0.02; done');
  let sent = false;
  const { code, stdout, stderr } = await place.run(demo, (output, kill) => {
    if (sent || !output.includes("at work")) return;
    sent = true;
    kill(signal);
  });
  expect({ code, stderr }).toEqual({ code: expected, stderr: `\nStopped by ${signal}.\n` });
  expect(stdout).toContain("│ has ended well");
});

test("a command that fails ends it with what was run, the code and the command's own words", async () => {
  place = new Place("echo 'error: no such luck' >&2; exit 3");
  const { code, stdout, stderr } = await place.run(demo);
  expect(code).toBe(1);
  expect(stderr).toContain('The demo failed: "pulumi stack init demo" ended with 3');
  expect(stdout).toContain("│ error: no such luck");
});

/** A CLI whose first up is refused, as that with the wrong secret must be, and whose later ones say something. */
const refusedOnce = (said: string) => `
[ "$1" = up ] || exit 0
[ -e "$0.refused" ] && { echo '${said}'; exit 0; }
touch "$0.refused"
echo "error: Bitbucket knows no such consumer: copy Key and Secret again"
exit 1`;

test("what Pulumi claims is not believed: the cluster is asked", async () => {
  place = new Place(refusedOnce('configurationId: "made-up"'));
  const { code, stdout, stderr } = await place.run(demo);
  expect(code).toBe(1);
  expect(stderr).toContain("The cluster holds something else than told");
  expect(stderr).toMatch(/told: .*"made-up"/);
  expect(stdout).not.toContain("✓ The cluster holds it");
});

test("an up that changes nothing where it should is a failure too", async () => {
  place = new Place(refusedOnce(""));
  const { code, stderr } = await place.run(demo);
  expect(code).toBe(1);
  expect(stderr).toContain("Pulumi does not show the id of what it made");
});

test("an up with the wrong secret that goes through is a failure", async () => {
  place = new Place("exit 0");
  const { code, stderr } = await place.run(demo);
  expect(code).toBe(1);
  expect(stderr).toContain('"pulumi up --yes --skip-preview" ended with 0');
});

test("without a CLI it says how to get one", async () => {
  place = new Place();
  const { code, stderr } = await place.run(demo);
  expect(code).toBe(1);
  expect(stderr).toContain('Run this by "make demo"');
});
