import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import { type Browser, chromium } from "playwright-core";

const ROOT = resolve(__dirname, "../../..");
const MANIFEST = join(ROOT, "node_modules/@sparticuz/chromium/package.json");

// The package unpacks its libraries into the temporary directory only on AWS Lambda, so its environment pretends that. The
// package is an ES module, which jest's module system can't load.
const UNPACK = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';

// The package's own configuration names directories of AWS Lambda.
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** Starts the Chromium of the npm package, which requires nothing from the system. */
export async function launch(): Promise<Browser> {
  const directory = unpacked();
  return chromium.launch({
    executablePath: join(directory, "chromium"),
    // The sandbox doesn't work in containers and as root. The tests open only pages of the emulator.
    chromiumSandbox: false,
    args: ["--no-zygote", "--disable-gpu", "--no-pings", "--disable-domain-reliability"],
    env: {
      PATH: process.env["PATH"],
      HOME: directory,
      LD_LIBRARY_PATH: join(directory, "al2023/lib"),
      FONTCONFIG_PATH: join(directory, "fonts"),
    },
  });
}

/** Returns the directory with the unpacked browser, and unpacks each version once. */
function unpacked(): string {
  const { version } = JSON.parse(readFileSync(MANIFEST, "utf8")) as { version: string };
  const directory = join(ROOT, "node_modules/.cache/pulumi-algorithmia", `chromium-${version}`);
  if (existsSync(directory)) return directory;
  mkdirSync(dirname(directory), { recursive: true });
  const staging = mkdtempSync(`${directory}.`);
  execFileSync(process.execPath, ["--input-type=module", "-e", UNPACK], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  writeFileSync(join(staging, "fonts/fonts.conf"), FONTS);
  try {
    renameSync(staging, directory);
  } catch (error) {
    // Another test file has unpacked it.
    if (!existsSync(directory)) throw error;
    rmSync(staging, { recursive: true });
  }
  return directory;
}
