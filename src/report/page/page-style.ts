/** The report page's style sheet. Its hash stands in the page's policy, so nothing may be added to it when rendering. */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f5f6f8; --ink: #1b1f24; --soft: #545d68; --line: #d0d5db; --link: #0550ae; --focus: #0550ae;
  --critical: #8e1519; --high: #a33b00; --medium: #7a5200; --low: #24557a; --info: #545d68; --good: #1a6334;
  --bar: #9db4cc; --on: #dbe7f5;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171b; --raised: #1e2329; --ink: #e6e9ed; --soft: #a3adb8; --line: #3a424b; --link: #79b8ff; --focus: #79b8ff;
    --critical: #ff9a96; --high: #ffa873; --medium: #e8c15c; --low: #8cc4ee; --info: #a3adb8; --good: #7fd69a;
    --bar: #4a6076; --on: #243b53;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: 1rem; background: var(--ground); padding: .5rem 1rem; z-index: 2; }
header, main, footer { max-width: 84rem; margin: 0 auto; padding: 1rem; }
header { padding-bottom: 0; }
main { padding-top: 0; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 1.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { margin: .25rem 0; }
a { color: var(--link); }
code, .code { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.warning { border: 2px solid var(--high); padding: .5rem 1rem; margin: .75rem 0; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
button, input { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: .3rem; padding: .25rem .6rem; }
button { cursor: pointer; }
button[disabled] { cursor: default; opacity: .5; }
input[type=search] { width: min(100%, 32rem); }
.severities { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0; margin: .5rem 0; }
.severities button { min-width: 7.5rem; text-align: left; border-left: .4rem solid currentColor; padding: .4rem .8rem; }
.severities strong { display: block; font-size: 1.4rem; line-height: 1.2; }
.severities button[aria-pressed=true], .facet button[aria-pressed=true] { background: var(--on); border-color: var(--focus); }
.severity { font-weight: 600; white-space: nowrap; }
.severity::before { content: ""; display: inline-block; width: .7em; height: .7em; margin-right: .4em; background: currentColor; }
.critical { color: var(--critical); } .high { color: var(--high); } .medium { color: var(--medium); } .low { color: var(--low); } .info { color: var(--info); }
.stack { width: 100%; height: 1rem; display: flex; border: 1px solid var(--line); }
.stack span { display: block; height: 100%; background: currentColor; }
.facets { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 22rem), 1fr)); gap: 1rem; }
.facet { border: 1px solid var(--line); border-radius: .3rem; padding: .5rem .75rem; min-width: 0; }
.facet h3 { margin: 0 0 .25rem; }
.facet ul { list-style: none; margin: 0; padding: 0; }
.facet li button { width: 100%; display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: .75rem; text-align: left; border: 1px solid transparent; background: none; padding: .1rem .3rem; }
.facet li button bdi { overflow-wrap: anywhere; }
.facet li button .bar { grid-column: 1 / -1; height: .35rem; background: var(--bar); min-width: 2px; }
.chips { display: flex; flex-wrap: wrap; gap: .4rem; list-style: none; padding: 0; margin: .5rem 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
.found { table-layout: fixed; min-width: 60rem; }
.found th:nth-child(1) { width: 7.5rem; } .found th:nth-child(2) { width: 19%; } .found th:nth-child(3) { width: 18%; }
.found th:nth-child(5) { width: 25%; } .found th:nth-child(6) { width: 5.5rem; }
caption { text-align: left; color: var(--soft); padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); padding: .4rem .6rem; }
td { overflow-wrap: anywhere; }
th button { border: 0; background: none; padding: 0; font-weight: 600; white-space: nowrap; }
th[aria-sort=ascending] button::after { content: " \\2191"; }
th[aria-sort=descending] button::after { content: " \\2193"; }
tbody tr:hover { background: var(--raised); }
.pages { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .75rem 0; }
dialog { color: inherit; background: var(--ground); border: 1px solid var(--line); border-radius: .4rem; width: min(64rem, 94vw); max-height: 90vh; padding: 0 1.25rem 1.25rem; }
dialog::backdrop { background: rgba(0, 0, 0, .5); }
dialog .close { position: sticky; top: 0; float: right; margin: 1rem 0 0 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: .5rem 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.path { list-style: none; padding: 0; margin: .25rem 0; display: flex; flex-wrap: wrap; }
.path li { overflow-wrap: anywhere; }
.path li:not(:last-child)::after { content: "\\2192"; padding: 0 .5rem; color: var(--soft); }
.path li:last-child { font-weight: 600; }
[hidden] { display: none !important; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } th, td { padding: .3rem; } }
@media print {
  :root { color-scheme: light; --ground: #fff; --ink: #000; --soft: #333; --line: #999; }
  .skip, .tools, .pages, .facets, .chips, dialog .close { display: none !important; }
  .severities button { border: 1px solid #999; border-left-width: .4rem; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
  header, main, footer { max-width: none; padding: 0; }
  .found { min-width: 0; }
}
`;
