/** Makes text from elsewhere fit to be shown: secrets replaced, control characters stripped, then cut. */
export type Clean = (text: string, limit: number) => string;
