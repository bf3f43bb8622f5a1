import { readFileSync } from "node:fs";
import { join } from "node:path";

import { PageClient } from "../emulator/pageClient";
import { buildDemo, DEMO, Place, ROOT } from "./support";

const ADMIN_PAGE = "/admin/source-code-management";

/** Signs in with the key that the demo's words lead to, and gives the default back to "internal". */
async function clickAround(told: string): Promise<void> {
  const [url = ""] = /http:\/\/127\.0\.0\.1:\d+(?=\/\s)/.exec(told) ?? [];
  const [directory = ""] = /\S+\/pulumi-algorithmia-demo-\w+/.exec(told) ?? [];
  const apiKey = readFileSync(join(directory, "admin-key"), "utf8").trim();
  expect(told).not.toContain(apiKey);
  const admin = await PageClient.signedIn({ url, apiKey });
  expect((await admin.get(ADMIN_PAGE)).text).toContain("Bitbucket Cloud");
  expect(await admin.post(`${ADMIN_PAGE}/internal/default`)).toMatchObject({ status: 303 });
}

test("KEEP=1 leaves all running for a person until Ctrl-C, then ends well whatever that person did", async () => {
  await buildDemo();
  const place = new Place('PATH="${PATH#*:}" exec pulumi "$@"');
  let around: Promise<void> | undefined;
  try {
    const { code, stdout, stderr } = await place.run(
      [join(ROOT, "toolchain/exec"), "node", DEMO],
      (told, kill) => {
        if (around !== undefined || !told.includes("Ctrl-C ends the looking around")) return;
        around = clickAround(told);
        around.then(
          () => kill("SIGINT"),
          () => kill("SIGTERM"),
        );
      },
      { DEMO_KEEP: "1" },
    );
    await around;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("The cluster was changed by hand meanwhile");
    expect(stdout).toContain("✓ The configuration that Pulumi made is gone");
    expect(stdout).toContain("✓ The emulator has stopped");
    expect(place.leftovers()).toEqual([]);
  } finally {
    place.remove();
  }
}, 180_000);
