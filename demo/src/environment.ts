/** What would steer Pulumi, the provider or the emulator from outside, or lead calls to this machine over a proxy. */
const STEERS = /^(PULUMI|ALGORITHMIA|EMULATOR)_|^(HTTPS?|ALL|GRPC)_PROXY$/i;

/** The caller's environment without what would make the demo another one than it tells. */
export function neutral(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !STEERS.test(name)));
}
