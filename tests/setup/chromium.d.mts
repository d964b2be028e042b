/** The path of a usable Chromium, or undefined. Throws when CHROMIUM_PATH names a file that is not there. */
export function findChromium(env?: NodeJS.ProcessEnv): string | undefined;
