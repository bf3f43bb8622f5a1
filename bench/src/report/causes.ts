const NODE_PROGRAM =
  "1 s is Pulumi's: the CLI, the language host, and the program, which loads Pulumi's SDK (see the picture)";

/** Why an aim is missed and who can change it, by the aim's text. From profiles, so revise them with the code. */
export const CAUSES: Readonly<Record<string, string>> = {
  "plugin, compiled ÷ empty, compiled: create of 1": NODE_PROGRAM,
  "plugin, compiled ÷ empty, compiled: no-op of 1": NODE_PROGRAM,
  "plugin, YAML: the provider's code in a create of 1":
    "0.03 s: the first calls of gRPC, loading the checks and the HTTP client, and the connection to the engine's log, which a create waits for so that no message is lost; ours",
  "dynamic, compiled: refresh of 1, 3 and 100, 50 and 200 ms away, the greatest ratio to the floor":
    "not the distance: without latency, the ratio is about the same (see many configurations). In the host's profile, the conversion of outputs and inputs to protocol messages takes twice as long as for the empty resource, which has 4 outputs and no inputs to return; loading the provider takes 10 to 20 ms; Pulumi's and ours",
  "plugin, compiled: greatest growth of the ratio to the empty resource from 10 to 300":
    "the plugin saves the start of the dynamic host, which is a smaller part of a longer run; for each resource, the program's SDK creates 12 outputs instead of 4 (third figure under many configurations); Pulumi's",
};
