const NODE_PROGRAM =
  "1 s is Pulumi's: the CLI, the language host, and the program, which loads Pulumi's SDK (see the picture)";

/** Why an aim is missed and who can change it, by the aim's text. From profiles, so revise them with the code. */
export const CAUSES: Readonly<Record<string, string>> = {
  "plugin, compiled ÷ empty, compiled: create of 1": NODE_PROGRAM,
  "plugin, compiled ÷ empty, compiled: no-op of 1": NODE_PROGRAM,
  "plugin, YAML: the provider's code in a create of 1":
    "0.06 s; in the core's profile, mostly loading zod and the HTTP client; ours",
  "memory of the plugin's process after 1,000 creates, compared to an empty plugin":
    "`npm run profile`: the redactor searches each message for all secrets of the run, a third of the time of 1,000 creates; ours",
  "fleet, plugin, YAML: processor time for each cluster of a no-op":
    "for each `up`, the Automation API also runs `pulumi stack select`, `output` twice and `history`; Pulumi's",
  "dynamic, compiled: refresh of 1, 3 and 100, 50 and 200 ms away, the greatest ratio to the floor":
    "not the distance: without latency, the ratio is 1.13 to 1.18 (see many configurations)",
  "plugin, compiled: greatest growth of the ratio to the empty resource from 10 to 300":
    "of 300, check and diff take 0.13 s together (`npm run profile`); how the rest divides between program and engine isn't measured",
};
