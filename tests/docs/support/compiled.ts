/** Whether a page is one whose `typescript` blocks `examples.test.ts` compiles. */
export function isCompiled(page: string): boolean {
  return /^(README|emulator\/README|docs\/.+)\.md$/.test(page);
}
