// Bundles a program and the packages that it uses into one file, which Node loads faster than many.
import { build } from "esbuild";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

// The provider writes its own messages. zod's texts in 40 languages are half of zod.
const withoutLocales = {
  name: "without locales",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/locales\/index\.js$/ }, () => ({ path: "locales", namespace: "empty" }));
    onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "export {}" }));
  },
};

/** Bundles the file, and returns the licenses of the bundled packages. */
export async function bundle(entry, outfile, options = {}) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: join(root, outfile),
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    // Names stay, for stack traces.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
    plugins: [withoutLocales],
    ...options,
  });
  return licensesOf(Object.keys(metafile.inputs));
}

function licensesOf(files) {
  const folders = files.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(folders)]
    .sort()
    .map((folder) => {
      const { name, version, license, author } = JSON.parse(
        readFileSync(join(root, folder, "package.json"), "utf8"),
      );
      const file = readdirSync(join(root, folder)).find((name) => /^licen[cs]e/i.test(name));
      const by = typeof author === "object" ? author.name : author;
      const text =
        file === undefined ? `${license}, ${by}` : readFileSync(join(root, folder, file), "utf8").trim();
      return `${name} ${version}\n\n${text}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}
