// Bundles the dynamic provider with its dependencies into dist/dynamic-provider/. Pulumi's host starts for each operation, and
// loads one file in about half the time of 170 files.
import { build } from "esbuild";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, "dist/dynamic-provider");

// The provider writes its own messages. zod's texts in 40 languages are half of zod.
const withoutLocales = {
  name: "without locales",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/locales\/index\.js$/ }, () => ({ path: "locales", namespace: "empty" }));
    onLoad({ filter: /.*/, namespace: "empty" }, () => ({ contents: "export {}" }));
  },
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ["provider/dynamic.ts"],
  outfile: join(out, "index.js"),
  bundle: true,
  platform: "node",
  target: "node22",
  format: "cjs",
  mainFields: ["module", "main"],
  external: ["@pulumi/pulumi"],
  // Names stay, for stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
  plugins: [withoutLocales],
});
writeFileSync(join(out, "licenses.txt"), licensesOf(Object.keys(metafile.inputs)));

/** The licenses of the bundled packages. */
function licensesOf(files) {
  const folders = files.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  return [...new Set(folders)]
    .sort()
    .map((folder) => {
      const { name, version, license, author } = JSON.parse(
        readFileSync(join(root, folder, "package.json"), "utf8"),
      );
      const [file] = globSync(join(root, folder, "{LICENSE,LICENCE,license}*"));
      const by = typeof author === "object" ? author.name : author;
      const text = file === undefined ? `${license}, ${by}` : readFileSync(file, "utf8").trim();
      return `${name} ${version}\n\n${text}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}
