/** Where the page is to be found, as whoever builds it may say: only then may pictures and links of it be named in full. */
const VARIABLE = 'PAGE_ADDRESS';

/** What a page says of its picture, as Vite writes it. */
const PICTURE = 'content="./preview.png"';

/**
 * A part of the build: those who show a link ask for the picture's whole address. Where PAGE_ADDRESS says nothing it stays relative to the
 * page's, which some of them understand.
 *
 * @param {string | undefined} said
 * @returns {import('vite').Plugin}
 * @throws {Error} where it is no address of a folder on the web
 */
export function address(said = process.env[VARIABLE]) {
  const base = said ? folderOf(said) : undefined;
  return {
    name: 'address',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => {
        if (!base) return html;
        return html
          .replaceAll(PICTURE, `content="${base}preview.png"`)
          .replace('<meta property="og:image"', `<meta property="og:url" content="${base}" />\n    <meta property="og:image"`);
      },
    },
  };
}

function folderOf(said) {
  const url = URL.parse(said);
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash)
    throw new Error(`${VARIABLE} is "${said}": give the address of the page's folder, such as https://example.org/playground/`);
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}
