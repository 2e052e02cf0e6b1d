/** The style that all pages share: colours, light or dark by the reader's setting; the calendar and its table. */
export const look = `
:root{color-scheme:light;--page:#f6f7f9;--card:#fff;--ink:#1b232b;--minor:#56616c;--line:#dde2e7;--soft:#eef1f4;--link:#0b5cad;--good:#14713f;--good-bar:#2e9e5b;--bad:#b3261e;--bad-bar:#d64035;--attention:#8a4b00;--held:#5d3fa8;--off:#56616c;--off-bar:#dfe3e8}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;--page:#12161a;--card:#1a2026;--ink:#e6eaee;--minor:#a3aeb8;--line:#313a43;--soft:#242c34;--link:#7db8f5;--good:#6fd39b;--good-bar:#43b87a;--bad:#ff9389;--bad-bar:#f0665b;--attention:#f2b45c;--held:#c0aaf7;--off:#a3aeb8;--off-bar:#2f3942}}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
main{max-width:1400px;margin:0 auto;padding:1.2rem 1.2rem 3rem}
h1{font-size:1.6rem;margin:0}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.minor,caption,dt{color:var(--minor)}
.scroll{overflow-x:auto}
.scroll svg{max-width:none}
.calendar .page{fill:var(--card)}
.calendar .weekend{fill:var(--soft)}
.calendar .midnight{stroke:var(--line)}
.calendar .off{fill:var(--off-bar)}
.calendar .off-ink{fill:var(--minor)}
.calendar .ink{fill:var(--ink)}
.calendar .minor-ink{fill:var(--minor)}
.occurrences{display:table;min-width:48rem;border-collapse:collapse;font-size:.92rem}
.occurrences thead{display:table-header-group}
.occurrences tbody{display:table-row-group}
.occurrences th,.occurrences td{padding:.3rem .7rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.occurrences caption{text-align:left;font-weight:600;padding:.6rem 0}
.occurrences th{text-align:left;white-space:nowrap;color:var(--minor);font-weight:600}
@media print{
:root{--page:#fff;--card:#fff}
*{print-color-adjust:exact}
:root{font-size:11px}
body{font-size:1rem}
main{max-width:none;padding:0}
h2,h3{break-after:avoid}
.scroll{overflow:visible}
.scroll svg{max-width:100%;height:auto}
}
`;
