/** The properties of a resource as the engine passes them. */
export type Properties = Readonly<Record<string, unknown>>;

/** Without hidden properties, by which the dynamic resource passes things on: a state may hold some in any host. */
export function visible(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !isHidden(name)));
}

export function isHidden(name: string): boolean {
  return name.startsWith("__");
}
