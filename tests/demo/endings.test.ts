import { DEMO, Place } from "./support";

const demo = [process.execPath, DEMO] as const;

/** A Pulumi CLI whose `up` runs a script. These tests verify how the demo ends, so they don't run Pulumi. */
const cli = (up: string, changes = '{"create":1,"same":1}') => `
case "$1 $2" in
  version*) echo v3.270.0 ;;
  "stack output") echo '{"configurationId":"made-up"}' ;;
  "stack history") echo '[{"resourceChanges":${changes}}]' ;;
  "up "*) ${up} ;;
esac`;

/** Rejects the first up, as the real CLI rejects the wrong secret, and accepts later ones. */
const REJECTED_ONCE = `
    [ -e "$0.rejected" ] && exit 0
    touch "$0.rejected"
    echo "error: Bitbucket has no consumer with this key and secret"
    exit 1`;

let place: Place;

afterEach(() => {
  expect(place.leftovers()).toEqual([]);
  place.remove();
});

/** Runs the demo and sends it a signal each time a line with the text "waiting" comes from Pulumi. */
function interrupted(signal: NodeJS.Signals) {
  let sent = 0;
  return place.run(demo, (output, kill) => {
    for (const waiting = output.split("│ waiting").length - 1; sent < waiting; sent++) kill(signal);
  });
}

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129],
] as const)("interrupts Pulumi on %s as Ctrl-C does, then removes everything", async (signal, expected) => {
  place = new Place(cli('trap "echo interrupted; exit 0" INT; echo waiting; while :; do sleep 0.02; done'));
  const { code, stdout, stderr } = await interrupted(signal);
  expect({ code, stderr }).toEqual({ code: expected, stderr: `\nStopped by ${signal}.\n` });
  expect(stdout).toContain("Stopping. Pulumi finishes its current request");
  expect(stdout).toContain("│ interrupted");
});

test("interrupts Pulumi again on a second signal, which terminates Pulumi", async () => {
  place = new Place(
    cli("trap 'trap \"exit 1\" INT; echo waiting' INT; echo waiting; while :; do sleep 0.02; done"),
  );
  const { code, stderr } = await interrupted("SIGTERM");
  expect({ code, stderr }).toEqual({ code: 143, stderr: "\nStopped by SIGTERM.\n" });
});

test.each([
  ["a command fails", "echo 'error: no such luck' >&2; exit 3", "no such luck"],
  ["an up with the wrong secret succeeds", cli("exit 0"), '"pulumi up" made the changes'],
  ["an up doesn't report why it fails", cli("echo 'error: unrelated'; exit 1"), "did not match"],
  ["an up changes nothing", cli(REJECTED_ONCE, '{"same":2}'), 'made the changes {"same":2}'],
  ["Pulumi reports a configuration that the cluster doesn't have", cli(REJECTED_ONCE), "aren't as expected"],
])("fails if %s", async (_problem, pulumi, message) => {
  place = new Place(pulumi);
  const { code, stdout, stderr } = await place.run(demo);
  expect(code).toBe(1);
  expect(stderr).toContain("The demo failed: ");
  expect(stderr).toContain(message);
  expect(stdout).not.toContain("✓ The cluster has the configuration");
});

test("suggests make demo if PATH has no Pulumi CLI", async () => {
  place = new Place();
  const { code, stderr } = await place.run(demo);
  expect(code).toBe(1);
  expect(stderr).toContain('Run "make demo"');
});
