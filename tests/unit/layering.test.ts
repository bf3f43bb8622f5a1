import { globSync, readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { EMULATOR_FOLDERS, FOLDERS, TEST_FOLDERS, WITHOUT_CIRCLES } from "./folders";

const ROOT = resolve(__dirname, "../..");

describe.each(Object.entries(FOLDERS))("%s", (folder, { mayImport: allowed }) => {
  const files = globSync("**/*.ts", { cwd: join(ROOT, folder) }).filter(
    (file) => folderOf(join(ROOT, folder, file)) === folder,
  );

  test("contains source files", () => {
    expect(files.length).toBeGreaterThan(0);
  });

  test.each(files)("imports only what its folder is allowed to import: %s", (file) => {
    const path = join(ROOT, folder, file);
    const foreign = importsOf(readFileSync(path, "utf8"))
      .filter(({ from }) => !isBuiltin(from))
      .map(({ from, typeOnly }) =>
        from.startsWith(".") ? folderOf(resolve(path, "..", from)) : packageOf(from, typeOnly),
      )
      .filter(
        (name) =>
          name !== folder && !allowed.includes(name) && !allowed.includes(name.replace(" (types)", "")),
      );
    expect(foreign).toEqual([]);
  });
});

test("imports nothing with effects in the provider's rules", () => {
  const root = join(ROOT, "provider/rules");
  const imported = globSync("*.ts", { cwd: root })
    .flatMap((file) => importsOf(readFileSync(join(root, file), "utf8")))
    .map(({ from }) => (from.startsWith(".") ? relative(ROOT, resolve(root, from)) : from))
    .filter(
      (from) =>
        !/^(?:provider\/(?:inputs|rules)\/|client\/wire\/|client\/redact\/printable$|client\/connection\/settings$)/.test(
          from,
        ),
    );
  expect(imported).toEqual([]);
});

test("imports only types of packages that are allowed for their types", () => {
  const provider = globSync("**/*.ts", { cwd: join(ROOT, "provider") }).map((file) =>
    join(ROOT, "provider", file),
  );
  const loaded = provider.flatMap((path) =>
    importsOf(readFileSync(path, "utf8")).filter(
      ({ from, typeOnly }) => !typeOnly && /^@(pulumi|grpc)\//.test(from),
    ),
  );
  expect(loaded).toEqual([]);
});

describe.each(Object.entries(WITHOUT_CIRCLES))("the folders of %s", (parent, entries) => {
  const root = join(ROOT, parent);

  test("do not import each other, directly or through others", () => {
    const imports = new Map<string, Set<string>>();
    for (const file of globSync("**/*.ts", { cwd: root })) {
      const folder = dirname(file);
      const imported = importsOf(readFileSync(join(root, file), "utf8"))
        .filter(({ from }) => from.startsWith("."))
        .map(({ from }) => dirname(join(folder, from)))
        .filter((other) => other !== folder);
      imports.set(folder, new Set([...(imports.get(folder) ?? []), ...imported]));
    }
    const reached = (folder: string, seen = new Set<string>()): Set<string> => {
      for (const next of imports.get(folder) ?? []) if (!seen.has(next)) reached(next, seen.add(next));
      return seen;
    };
    expect(imports.size).toBeGreaterThan(4);
    expect([...imports.keys()].filter((folder) => reached(folder).has(folder))).toEqual([]);
  });

  test("have only the entries as files beside them", () => {
    expect(globSync("*.ts", { cwd: root }).sort()).toEqual(entries);
  });
});

test.each([
  ["emulator/src", EMULATOR_FOLDERS],
  ["tests", { ...TEST_FOLDERS, fixtures: "", support: "" }],
])("documents each folder of %s", (parent, folders) => {
  const existing = readdirSync(join(ROOT, parent), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(existing.map(({ name }) => name).sort()).toEqual(Object.keys(folders).sort());
});

test("declares no exported name twice in the product's folders", () => {
  const files = new Map<string, string[]>();
  for (const folder of ["sdk", "kubernetes", "provider", "plugin", "client", "cli"]) {
    for (const file of globSync(`${folder}/**/*.ts`, { cwd: ROOT })) {
      // The same API through the other host, so the same names.
      if (file === "sdk/native.ts") continue;
      const exported = readFileSync(join(ROOT, file), "utf8").matchAll(
        /^export (?:abstract |async )*(?:const|function|class|interface|type) (\w+)/gm,
      );
      const names = new Set([...exported].map(([, name = ""]) => name));
      for (const name of names) files.set(name, [...(files.get(name) ?? []), file]);
    }
  }
  expect(files.size).toBeGreaterThan(100);
  expect([...files].filter(([, declaredIn]) => declaredIn.length > 1)).toEqual([]);
});

interface Import {
  readonly from: string;
  readonly typeOnly: boolean;
}

function importsOf(source: string): Import[] {
  const statements = source.matchAll(/^(?:import|export)\s+(type\s)?[^"';]*?from\s+"([^"]+)"/gm);
  const dynamic = source.matchAll(/\bimport\("([^"]+)"\)/g);
  return [
    ...[...statements].map(([, type, from]) => ({ from: from ?? "", typeOnly: type !== undefined })),
    ...[...dynamic].map(([, from]) => ({
      from: from ?? "",
      typeOnly: source.includes(`typeof import("${from ?? ""}")`),
    })),
  ];
}

function folderOf(path: string): string {
  const inside = relative(ROOT, path);
  const holding = Object.keys(FOLDERS).filter(
    (folder) => inside === folder || inside.startsWith(`${folder}/`),
  );
  return holding.toSorted((one, other) => other.length - one.length)[0] ?? inside;
}

function packageOf(specifier: string, typeOnly: boolean): string {
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  return typeOnly ? `${name} (types)` : name;
}
