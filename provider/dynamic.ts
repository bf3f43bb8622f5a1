import type { CheckResult, ResourceProvider } from "@pulumi/pulumi/dynamic";
import { configure } from "./run/connection";
import { atEdge } from "./edge";
import type { Inputs, PreviewInputs, State } from "./inputs/model";

/**
 * What Pulumi's dynamic-provider host calls. Each operation loads its module when it is first called: the
 * host starts for every preview, and most of them need check and diff alone.
 */
export const provider = {
  configure: (request) => {
    configure(request);
    return Promise.resolve();
  },
  check: atEdge(async (olds: Record<string, unknown>, news: Record<string, unknown>) => {
    const [{ check }, { withSecretsMarked }] = await Promise.all([
      import("./operations/check"),
      import("./secretInputs"),
    ]);
    const result: CheckResult<object> = await check(olds, news);
    return result.inputs === undefined ? result : { ...result, inputs: withSecretsMarked(result.inputs) };
  }),
  diff: atEdge(async (id: string, olds: State, news: PreviewInputs) => {
    const { diff } = await import("./operations/diff");
    return diff(id, olds, news);
  }),
  create: atEdge(async (inputs: Inputs) => {
    const { create } = await import("./operations/create");
    return create(inputs);
  }),
  read: atEdge(async (id: string, props: Partial<State>) => {
    const { read } = await import("./operations/read");
    return read(id, props);
  }),
  update: atEdge(async (id: string, olds: State, news: Inputs) => {
    const { update } = await import("./operations/update");
    return update(id, olds, news);
  }),
  delete: atEdge(async (id: string, state: State) => {
    const { remove } = await import("./operations/delete");
    await remove(id, state);
  }),
} satisfies ResourceProvider;
