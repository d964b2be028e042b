/** The login host's pages. Its policy forbids inline style, as the real one's does. */
const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'";

export const STYLESHEET = `
body { font: 14px/20px "Noto Sans", Roboto, Arial, sans-serif; background: #f5f5f7; color: #2e394c; margin: 0; }
main { max-width: 320px; margin: 96px auto; padding: 32px; background: #fff; border: 1px solid #e2e6ee; border-radius: 4px; }
h1 { font-size: 20px; line-height: 28px; margin: 0 0 8px; }
label { display: block; margin: 16px 0; }
input { display: block; box-sizing: border-box; width: 100%; padding: 8px; font: inherit; }
button { padding: 8px 16px; font: inherit; border: 1px solid #2a60c8; border-radius: 4px; background: #2a60c8; color: #fff; }
button.quiet { background: #fff; color: #2a60c8; }
`;

/** A whole page around a body. */
export function page(
  title: string,
  body: string,
  status: number,
  headers: Record<string, string> = {},
): Response {
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/signin.css">
</head>
<body><main>${body}</main></body>
</html>
`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      ...headers,
    },
  });
}

/** Text as it may stand in markup and in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
