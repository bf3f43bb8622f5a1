import { ApiServer } from "./support/apiServer";
import { type Manifest, manifestsOfExample } from "./support/example";

function pathOf({ kind, metadata }: Manifest): string {
  const plural = `${kind.toLowerCase()}s`;
  return kind === "Namespace"
    ? `/api/v1/${plural}`
    : `/api/v1/namespaces/${metadata.namespace ?? ""}/${plural}`;
}

test("is accepted by a real API server as each manifest of examples/kubernetes, and rejected if invalid", async () => {
  await using server = await ApiServer.start();
  const manifests = await manifestsOfExample();
  const [namespace] = manifests;
  expect(manifests.map(({ kind }) => kind)).toEqual(["Namespace", "Secret", "ConfigMap"]);
  expect(await server.objectionTo("/api/v1/namespaces", namespace)).toBeUndefined();
  await server.succeed("POST", "/api/v1/namespaces", namespace); // what is in it is judged only where it exists
  for (const manifest of manifests.slice(1)) {
    expect(await server.objectionTo(pathOf(manifest), manifest)).toBeUndefined();
    expect(await server.objectionTo(pathOf(manifest), { ...manifest, dataa: {} })).toContain(
      'unknown field "dataa"',
    );
    expect(await server.objectionTo(pathOf(manifest), { ...manifest, data: { "a b": "" } })).toContain(
      "Invalid value",
    );
  }
});
