/** Why an aim is missed and who can change it, by the aim's text. From profiles, so revise them with the code. */
export const CAUSES: Readonly<Record<string, string>> = {};
