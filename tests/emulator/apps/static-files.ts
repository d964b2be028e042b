import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const PAGES = fileURLToPath(new URL('./pages/', import.meta.url));
const resolve = createRequire(import.meta.url).resolve;

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The vendor's own library, as published: both files are complete ES modules. */
const VENDOR: Record<string, string> = {
  '/vendor/iframe-coordinator/host.js': resolve('iframe-coordinator/dist/host.js'),
  '/vendor/iframe-coordinator/client.js': resolve('iframe-coordinator/dist/client.js'),
};

export interface StaticFile {
  body: string;
  contentType: string;
}

/** The file behind a path of the replica, or null. A path that ends in `/` is that micro-app's page. */
export async function staticFile(pathname: string): Promise<StaticFile | null> {
  const file = VENDOR[pathname] ?? pageFile(pathname);
  const contentType = file === null ? undefined : CONTENT_TYPES[extname(file)];
  if (file === null || contentType === undefined) return null;
  try {
    return { body: await readFile(file, 'utf8'), contentType };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function pageFile(pathname: string): string | null {
  const file = normalize(join(PAGES, pathname.endsWith('/') ? `${pathname}index.html` : pathname));
  return file.startsWith(PAGES) ? file : null;
}

/**
 * The hash that lets the vendor's host library add its one `<style>` (the frame's size) under a strict policy.
 * Null when a newer version no longer has that style.
 */
export async function vendorStyleHash(): Promise<string | null> {
  const host = await staticFile('/vendor/iframe-coordinator/host.js');
  const style = host && /const IFRAME_STYLE = "([^"]+)";/.exec(host.body)?.[1];
  return style ? `'sha256-${createHash('sha256').update(style).digest('base64')}'` : null;
}
