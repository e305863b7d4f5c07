import { escaped } from './html';

/**
 * A report as one HTML file that needs nothing else: no network, no script. Its policy forbids both; pictures stand in the file itself.
 *
 * @param said sentences that stand over all; they and the title are escaped here
 * @param parts headings and HTML, in which whatever comes from a file, a link or a person has been escaped; empty ones are left out
 */
export function reportPage(title: string, said: readonly string[], parts: readonly (readonly [heading: string, html: string])[]): string {
  const sections = parts.filter(([, html]) => html !== '').map(([name, html]) => `<section><h2>${escaped(name)}</h2>\n${html}</section>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${said.map((sentence) => `<p class="headline">${escaped(sentence)}</p>`).join('\n')}
${sections.join('\n')}
</body>
</html>
`;
}

const STYLE = `
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;overflow-wrap:anywhere}h2{font-size:1.2rem;margin-top:2rem}
.headline{font-size:1.15rem}
section{overflow-x:auto}
table{border-collapse:collapse;margin:1rem 0;font-variant-numeric:tabular-nums;font-size:.875rem}
caption{text-align:left;font-weight:600;padding-bottom:.25rem}
th,td{padding:.25rem .75rem .25rem 0;text-align:right;border-bottom:1px solid #8886;vertical-align:top}td{white-space:nowrap}
th:first-child{text-align:left;min-width:6rem;overflow-wrap:anywhere}tbody th{font-weight:400}
thead th{font-weight:600}
pre{font-size:.75rem;white-space:pre-wrap;overflow-wrap:anywhere}
dt{font-weight:600}dd{margin:0 0 .75rem}figcaption{font-size:.875rem}
.maps{display:flex;flex-wrap:wrap;gap:.75rem}.maps div{width:9rem}.maps span{display:block;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-size:.875rem}.maps img{width:100%;max-height:18rem;border:1px solid #8886;image-rendering:pixelated}
figure{margin:1rem 0}figure ul{list-style:none;padding:0;margin:0}figure ul svg{width:36px}
svg{width:40rem;max-width:100%;font:12px system-ui,sans-serif}svg text{fill:currentColor}
polyline,path{fill:none;stroke:currentColor;stroke-width:2}
.line0{stroke:#2a78c8}.line1{stroke:#d0661e}.axis{stroke-width:1}.zero{stroke-width:1;stroke-dasharray:2 3}circle{fill:currentColor;fill-opacity:.5}
@media print{:root{color-scheme:light}body{margin:0;max-width:none;font-size:10pt}section{overflow:visible}td{white-space:normal}thead{display:table-header-group}tr,figure{break-inside:avoid}h2,caption,dt{break-after:avoid}pre{columns:2}}
`;
