// The style sheet of the printed page, on A4 and on Letter. Black on white whatever the reader's colours are: it is for paper, and QR codes
// are read from dark on white only.
import type { Html } from '../relay/pages/html.ts';

export const printedStyles: Html = {
  html: `
:root { color-scheme: only light; font: 12pt/1.45 system-ui, sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; background: #eee; color: #000; }
h1, h2, h3, p, ul { margin: 0; padding: 0; }
h1, h2, h3 { line-height: 1.15; text-wrap: balance; overflow-wrap: anywhere; }
a { color: inherit; text-decoration: none; overflow-wrap: anywhere; }
a:focus-visible { outline: 3px solid #06c; outline-offset: 2px; }
header, section { width: min(100% - 2rem, 180mm); margin: 1rem auto; }
header h1 { font-size: 1.5rem; }
section { background: #fff; padding: 10mm; }
.qr { display: block; aspect-ratio: 1; forced-color-adjust: none; }
.sheet { display: flex; flex-direction: column; align-items: center; gap: 5mm; min-height: 230mm; text-align: center; }
.sheet h2 { margin-block-start: auto; font-size: 36pt; }
.sheet-long h2 { font-size: 24pt; }
.sheet .lead { font-size: 20pt; }
.sheet .qr { width: min(100%, 120mm); }
.sheet .address { font-size: 16pt; }
.sheet .address a { font-weight: 600; }
.sheet > :last-child { margin-block-end: auto; }
.warning, .secret { align-self: stretch; border: 2px solid #000; padding: 3mm 4mm; text-align: start; }
.warning { border-style: dashed; }
.keep { display: grid; gap: 4mm; }
.keep h2 { font-size: 18pt; }
.keep ul { display: grid; gap: 5mm; list-style: none; }
.keep li { display: flex; flex-wrap: wrap; gap: 6mm; break-inside: avoid; padding-block-start: 5mm; border-block-start: 1px solid #999; }
.keep li > .qr { flex: none; width: 50mm; }
.keep li > div { flex: 1 1 60mm; display: grid; gap: 2mm; align-content: start; }
.keep h3 { font-size: 12pt; }
.keep .link { font: 8pt/1.4 ui-monospace, monospace; }
.keep .link a { text-decoration: underline; }
@page { size: A4 portrait; margin: 15mm; }
@media print {
  body { background: none; }
  .screen-only { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
  section { width: auto; margin: 0; padding: 0; break-after: page; }
  section:last-child { break-after: auto; }
  .sheet { min-height: 245mm; }
}
`,
};
