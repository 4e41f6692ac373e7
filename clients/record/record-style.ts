// The look of a record: the colors and sizes of the US Web Design System, fit for paper.

export const style = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; color: #1b1b1b; background: #fff; font: 1rem/1.5 "Public Sans", "Source Sans Pro", "Helvetica Neue", Arial, sans-serif; }
header { background: #162e51; color: #fff; padding: 1.5rem max(1rem, calc(50vw - 31rem)); }
header p { margin: 0; overflow-wrap: anywhere; }
header h1 { margin: .25rem 0; font-size: 1.95rem; line-height: 1.2; }
.kind { text-transform: uppercase; letter-spacing: .05em; font-size: .87rem; font-weight: 700; }
main { max-width: 64rem; margin: 0 auto; padding: 0 1rem 3rem; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.46rem; line-height: 1.2; border-bottom: 1px solid #a9aeb1; padding-bottom: .25rem; }
h3 { margin: 2rem 0 .5rem; font-size: 1.17rem; }
h4 { margin: 0; font-size: 1rem; }
p, ul { margin: .25rem 0; max-width: 60rem; }
ul { padding-left: 1.25rem; }
a { color: #005ea2; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; margin: .5rem 0; }
th, td { border: 1px solid #a9aeb1; padding: .4rem .6rem; text-align: left; vertical-align: top; overflow-wrap: break-word; }
thead th { background: #dfe1e2; }
.facts th { width: 14rem; background: #f0f0f0; }
.messages { font-size: .87rem; table-layout: fixed; }
.messages th:first-child { width: 24%; }
.messages th:nth-child(2) { width: 34%; }
code { font: .85em/1.4 "Roboto Mono", Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
.utc { color: #565c65; font-size: .87em; white-space: nowrap; }
.banner { background: #faf3d1; border-left: .5rem solid #ffbe2e; padding: 1rem; margin: 1.5rem 0 0; max-width: none; }
article { border-top: 1px solid #dfe1e2; padding: .75rem 0 .75rem 2.5rem; }
.number { display: inline-block; width: 2.5rem; margin-left: -2.5rem; color: #565c65; }
.when { color: #3d4551; }
.proof { color: #565c65; font-size: .8rem; }
@page { margin: .75in; @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; } }
@media print {
  html { font-size: 10pt; }
  header { background: none; color: #000; padding: 0 0 .5rem; border-bottom: 2pt solid #000; }
  main { padding: 0; max-width: none; }
  h2, h3, h4 { break-after: avoid; }
  tr, p { break-inside: avoid; }
  .when { break-after: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
}
@media (max-width: 40rem) {
  .facts th { width: 8rem; }
  article { padding-left: 0; }
  .number { width: auto; margin: 0; }
}
`;
