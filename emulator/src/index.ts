export type { ApiKeys } from "./cluster/auth";
export type { ScmChange, ScmSeed } from "./cluster/backdoor";
export type { Provider, Scm, ScmUrls } from "./cluster/model";
export { startEmulator } from "./emulator";
export type { Fault, FaultAction } from "./faults/model";
export type { Emulator, EmulatorOptions } from "./handle";
export { DEFAULT_QUIRKS, type QuirkChanges, type Quirks } from "./quirks";
export type { LoggedRequest, RequestLog } from "./server/request-log";
export { StartError } from "./storage/directory";
