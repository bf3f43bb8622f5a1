import { runSequence } from "./support/sequence";
import type { Spec } from "./support/program";
import { useEmulator } from "../support/shared";

/* Faults that random sequences found, each as its shrunk sequence, and sequences that are too rare among random ones. */

const emulator = useEmulator();

const plain: Spec = {
  key: "planted-key-1",
  secret: "planted-secret-1",
  enabled: true,
  web: "https://bitbucket.org",
  whenInUse: "fail",
};
const other: Spec = { ...plain, key: "planted-key-2" };
const up = { do: "run", kind: "up", order: "parallel", refreshFirst: false, replace: [] } as const;

test("doesn't take the default back from another resource in a replacement", async () => {
  await runSequence(emulator, [
    { do: "declare", name: "third", spec: other },
    { do: "declare", name: "first", spec: { ...plain, isDefault: true } },
    up,
    { do: "change", name: "third", to: { isDefault: true } },
    { do: "declare", name: "first", spec: { ...plain, secret: "planted-secret-2" } },
    up,
  ]);
});

test("doesn't hand over the default that another resource took while a replacement deletes the former default", async () => {
  await runSequence(emulator, [
    { do: "order delete checks", checks: ["enabled", "default", "inUse"] },
    { do: "declare", name: "first", spec: { ...plain, isDefault: true } },
    up,
    { do: "declare", name: "first", spec: { ...plain, secret: "planted-secret-2" } },
    { do: "declare", name: "second", spec: { ...other, isDefault: true } },
    up,
  ]);
});

test("doesn't adopt a configuration that a replacement of the same run deletes", async () => {
  const swapped = { ...plain, adopt: "own-1", key: other.key };
  await runSequence(emulator, [
    { do: "declare", name: "first", spec: { ...other, configurationId: "own-1" } },
    up,
    { do: "declare", name: "second", spec: swapped },
    { do: "declare", name: "first", spec: { ...plain, configurationId: "own-1" } },
    up,
  ]);
});

test("doesn't leave a configuration to two resources, if one adopted what the state has for the other", async () => {
  const website = "https://bitbucket.example.com";
  await runSequence(emulator, [
    { do: "declare", name: "second", spec: { ...other, web: website, adopt: "own-2" } },
    { do: "declare", name: "first", spec: { ...plain, configurationId: "own-2" } },
    up,
    { do: "change manually", what: "edit urls", which: 1 },
    { do: "change", name: "second", to: { key: plain.key } },
    { do: "taint", name: "first" },
    up,
  ]);
});

test("keeps a configuration that a forced replacement adopted, if the run fails before its delete", async () => {
  const program = { ...plain, configurationId: "own-1", adopt: "own-1" };
  await runSequence(emulator, [
    { do: "declare", name: "first", spec: program },
    { do: "declare", name: "second", spec: other },
    up,
    { do: "change", name: "second", to: { enabled: false } },
    {
      ...up,
      order: "one by one",
      replace: ["first"],
      fault: { at: 2, times: 50, fault: "500 before" },
    },
    { ...up, refreshFirst: true },
  ]);
});

test("restores the default and enabled after a rejected delete", async () => {
  await runSequence(emulator, [
    { do: "declare", name: "first", spec: { ...plain, isDefault: true } },
    up,
    { do: "change manually", what: "use", which: 0 },
    { ...up, kind: "destroy" },
  ]);
});

test("doesn't treat a manually created configuration as its own if the create's response is unusable", async () => {
  await runSequence(emulator, [
    {
      do: "declare",
      name: "first",
      spec: { ...plain, web: "https://bitbucket.example.com", configurationId: "own-1" },
    },
    { do: "create manually", key: "planted-key-1", web: "https://bitbucket.org", id: "own-1" },
    { ...up, fault: { at: 1, times: 1, fault: "truncated response" } },
  ]);
});
