import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { adoptPage, doctorPage } from "../../docs/scripts/cliPages";
import { type CliSamples, cliSamples } from "../../docs/scripts/cliSamples";
import { makeCertificate } from "../support/certificates";

const ROOT = resolve(__dirname, "../..");
const PRETTIER = join(ROOT, "node_modules/prettier/bin/prettier.cjs");

let samples: CliSamples;
beforeAll(async () => {
  const issuer = makeCertificate({ commonName: "Example Inc. authority" });
  const in90Days = new Date(Date.now() + 90.5 * 86_400_000);
  const { cert, key } = makeCertificate({
    commonName: "cluster",
    ips: ["127.0.0.1"],
    issuer,
    notAfter: in90Days,
  });
  samples = await cliSamples({ cert, key, authority: issuer.cert });
});

test.each([
  ["docs/reference/doctor.md", doctorPage],
  ["docs/reference/adopt.md", adoptPage],
])("shows what the command prints in %s", (path, pageFrom) => {
  const page = join(ROOT, path);
  const formatted = execFileSync(process.execPath, [PRETTIER, "--stdin-filepath", page], {
    cwd: ROOT,
    input: pageFrom(samples),
    encoding: "utf8",
  });
  if (process.env["UPDATE_DOCS"] === "true") {
    writeFileSync(page, formatted);
  }
  expect(readFileSync(page, "utf8")).toBe(formatted);
});
