/**
 * What a browser may do with the page. The pages carry it as a meta tag, for servers that send no headers, and `serve.mjs`
 * sends it as a header too.
 */

/** Cross-origin isolation, so that workers may share memory. */
export const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** What is not named is refused. */
const SHARED = {
  'default-src': ["'none'"],
  // The engine and the reader of tables are compiled from WebAssembly; no text becomes a script.
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'worker-src': ["'self'"],
  'connect-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

/** The pages: they ask no other place than their own for anything. */
const PAGE = {
  ...SHARED,
  // Styles of elements are set through the document's own interface, which needs no leave.
  'style-src': ["'self'"],
  // Pictures are saved by way of a blob, with the type that they need inside.
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'", 'data:'],
  'manifest-src': ["'self'"],
};

/** The workers, whose policy comes with their script alone: one of them fetches the file whose address a person names. */
const WORKER = { ...SHARED, 'connect-src': ["'self'", 'https:', 'http:'] };

/**
 * Anybody may show the page within another one, such as a course's, or slides opened from a file: there is no account, and
 * nothing that it does speaks for the person elsewhere. What it keeps is kept by browsers for each such place apart.
 */
const EMBEDDING = { 'frame-ancestors': ['*', 'file:'] };

/** What the page never asks for, and code that got into it could not ask for either. */
const REFUSED = ['camera', 'microphone', 'geolocation', 'display-capture', 'payment', 'usb', 'serial', 'hid', 'midi'];

const inWords = (directives) =>
  Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ');

export const PAGE_POLICY = inWords(PAGE);
/** Vite's own server puts styles into the page as it goes. */
const POLICY_WHILE_DEVELOPING = inWords({ ...PAGE, 'style-src': ["'self'", "'unsafe-inline'"] });

/**
 * @param {string} path of a file of the page
 * @returns {Record<string, string>} what every server should send with it, besides its type; isolation apart
 */
export function headersOf(path) {
  const isPage = path.endsWith('.html');
  return {
    'Content-Security-Policy': inWords(isPage ? { ...PAGE, ...EMBEDDING } : WORKER),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    // So that a page that is cross-origin isolated itself may show this one.
    'Cross-Origin-Resource-Policy': 'cross-origin',
    ...(isPage && { 'Permissions-Policy': REFUSED.map((name) => `${name}=()`).join(', ') }),
  };
}

const PLACE = '<!-- policy -->';

/**
 * A part of the build: puts the policy where a page says so.
 *
 * @returns {import('vite').Plugin}
 */
export function policy() {
  return {
    name: 'policy',
    transformIndexHtml: {
      order: 'pre',
      handler: (html, { filename, server }) => {
        if (!html.includes(PLACE)) throw new Error(`${filename} has no ${PLACE}.`);
        const content = server ? POLICY_WHILE_DEVELOPING : PAGE_POLICY;
        return html.replace(PLACE, `<meta http-equiv="Content-Security-Policy" content="${content}" />\n    <meta name="referrer" content="no-referrer" />`);
      },
    },
  };
}
