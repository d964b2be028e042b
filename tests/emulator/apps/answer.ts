import { replicaData } from './replica-data.ts';
import { staticFile, vendorStyleHash } from './static-files.ts';
import type { UiSnapshot } from './ui-snapshot.ts';

/** Stricter than anything seen on the real host, so that nothing may lean on a lax page. */
async function contentSecurityPolicy(pathname: string): Promise<string> {
  const vendorStyle = pathname.startsWith('/directory/') ? await vendorStyleHash() : null;
  return [
    "default-src 'self'",
    `style-src 'self'${vendorStyle ? ` ${vendorStyle}` : ''}`,
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "frame-ancestors 'self'",
  ].join('; ');
}

const HOME = '/directory/';
const MICRO_APPS = [HOME, '/analytics-ui/', '/interaction-details-ui/'];

/** Answers one request to the apps host: pages, scripts, and the replica's data cut from what the UI knows now. */
export async function answer(request: Request, snapshot: () => UiSnapshot): Promise<Response> {
  const url = new URL(request.url);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response('Method not allowed', { status: 405, headers: { allow: 'GET, HEAD' } });
  }
  if (url.pathname === '/') return moved(HOME + url.search);
  if (MICRO_APPS.includes(`${url.pathname}/`)) return moved(`${url.pathname}/${url.search}`);
  if (url.pathname.startsWith('/_replica/')) {
    const data = replicaData(url, snapshot());
    return data
      ? Response.json(data, { headers: { 'cache-control': 'no-store' } })
      : Response.json({ code: 'not.found' }, { status: 404 });
  }
  const file = await staticFile(url.pathname);
  if (!file) return new Response('Not found', { status: 404 });
  return new Response(request.method === 'HEAD' ? null : file.body, {
    headers: {
      'content-type': file.contentType,
      'cache-control': 'no-cache',
      'content-security-policy': await contentSecurityPolicy(url.pathname),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
    },
  });
}

function moved(location: string): Response {
  return new Response(null, { status: 302, headers: { location } });
}
