import type { NewScmConfiguration, ScmConfiguration, ScmConfigurationChange } from "./model";

/** The admin API of one cluster, as far as SCM configurations go. All failures are an `AlgorithmiaError`. */
export interface ClusterClient {
  list(): Promise<ScmConfiguration[]>;
  get(id: string): Promise<ScmConfiguration>;
  create(body: NewScmConfiguration): Promise<ScmConfiguration>;
  update(id: string, change: ScmConfigurationChange): Promise<ScmConfiguration>;
  delete(id: string): Promise<void>;
  setDefault(id: string): Promise<void>;
}
