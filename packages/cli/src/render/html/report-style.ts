import { look } from "./look.ts";

/** The look of the report: cards on a narrow screen, all rows in print. */
export const reportStyle: string = `${look}
h2{font-size:1.25rem;margin:0 0 .2rem}
h2 span{font-weight:400}
h3{font-size:1rem;margin:1.1rem 0 .4rem}
header>.minor{margin:.2rem 0 .9rem}
.url,code{font-family:ui-monospace,"SF Mono",Menlo,"DejaVu Sans Mono",monospace;font-size:.92em;overflow-wrap:anywhere}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.2rem,1fr));gap:.6rem;margin:0}
.tile{background:var(--card);border:1px solid var(--line);border-top:3px solid var(--line);border-radius:6px;padding:.5rem .75rem}
.tile:last-child{grid-column:span 2}
dt{font-size:.85rem}
dd{margin:0;font-size:1.5rem;font-weight:600;line-height:1.25}
dd small{display:inline-block;line-height:1.3;font-size:.85rem;font-weight:400;color:var(--minor)}
.tile.good{border-top-color:var(--good-bar)}
.tile.bad{border-top-color:var(--bad-bar)}
.tile.bad dd{color:var(--bad)}
.tile.attention{border-top-color:var(--attention)}
.tile.attention dd{color:var(--attention)}
.tile.held{border-top-color:var(--held)}
.next{margin:.8rem 0 0}
.search{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;align-items:center;gap:.3rem .8rem;background:var(--page);padding:.7rem 0;margin-top:.5rem}
.search label{color:var(--minor)}
.search input{flex:1 1 16rem;min-width:0;font:inherit;color:inherit;background:var(--card);border:1px solid var(--minor);border-radius:6px;padding:.4rem .6rem}
.search p{margin:0;min-width:9rem}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1rem;list-style:none;margin:.2rem 0 .6rem;padding:0}
.workspace{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:1rem;margin:.6rem 0 1.2rem;scroll-margin-top:4rem}
.counts{margin:0 0 .8rem;color:var(--minor)}
ul{margin:.3rem 0 .6rem;padding-left:1.2rem}
li{margin:.15rem 0;overflow-wrap:anywhere}
.problems{list-style:none;padding:0}
.problems li{border-left:3px solid var(--bad-bar);background:var(--soft);padding:.4rem .7rem;margin:.35rem 0}
.columns{columns:18rem}
details{margin:.3rem 0}
summary{cursor:pointer;width:fit-content}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table{display:block;width:100%;margin:.8rem 0}
thead,tbody{display:block}
.schedules tr{display:grid;grid-template-columns:4.2rem minmax(0,2.2fr) 6.2rem minmax(0,1.9fr) minmax(0,1.6fr) minmax(0,1fr) 11rem minmax(0,1.3fr);gap:0 .7rem;padding:.32rem .4rem;border-bottom:1px solid var(--line)}
.schedules.without-runs tr{grid-template-columns:4.2rem minmax(0,2.4fr) 6.2rem minmax(0,1.9fr) minmax(0,1.7fr) minmax(0,1fr) minmax(0,1.3fr)}
.schedules.long tbody tr{content-visibility:auto;contain-intrinsic-size:auto 2.1rem}
.schedules tbody tr:hover{background:var(--soft)}
th,td{text-align:left;padding:0;overflow-wrap:anywhere;min-width:0;font-weight:400}
.id{text-align:right;font-variant-numeric:tabular-nums}
th button{all:unset;font-size:.85rem;font-weight:600;color:var(--minor);cursor:pointer;white-space:nowrap}
th button:disabled{cursor:default}
th button:focus-visible{outline:2px solid var(--link);outline-offset:2px}
th[aria-sort=ascending] button,th[aria-sort=descending] button{color:var(--ink)}
th[aria-sort=ascending] button::after{content:" \\2191"}
th[aria-sort=descending] button::after{content:" \\2193"}
.tag{display:inline-block;font-size:.8rem;line-height:1.3;color:var(--minor);background:var(--soft);border:1px solid var(--line);border-radius:4px;padding:0 .35rem}
.state::before{content:"";display:inline-block;width:.6rem;height:.6rem;border-radius:50%;margin-right:.4rem;border:2px solid var(--off)}
td.state::before,th.state::before{content:none}
.state.enabled::before{background:var(--good-bar);border-color:var(--good-bar)}
.state.undefined::before,.state.unread::before{border-style:dotted}
.differs{color:var(--attention)}
.drift>*{display:inline-block}
.drift>br{display:none}
.drift>.minor:last-child,.cause{display:block}
b.bad{color:var(--bad)}
.hold b.freeze,.hold b.hold{color:var(--held);font-weight:600}
.runs{width:60px;height:16px;vertical-align:-3px;margin-right:.5rem}
.runs path{fill:none;stroke-width:4;stroke:var(--off)}
.runs path.ok{stroke:var(--good-bar)}
.runs path.bad{stroke:var(--bad-bar)}
.last>span{white-space:nowrap;font-size:.85rem;color:var(--minor);font-variant-numeric:tabular-nums}
.last b{font-weight:600}
.last b.ok{color:var(--good)}
.last b.bad,.mark.failing{color:var(--bad)}
time{white-space:nowrap}
.mark{display:block;font-size:.85rem;color:var(--attention);font-weight:600}
summary .mark{display:inline;font-size:inherit}
.mark.no-owner{color:var(--minor);font-weight:400}
@media screen and (max-width:900px){
main{padding:.9rem .7rem 2rem}
.workspace{padding:.8rem .7rem}
.tile:last-child{grid-column:1/-1}
.schedules thead tr{display:flex;flex-wrap:wrap;gap:.2rem 1rem}
.schedules tbody tr{grid-template-columns:auto minmax(0,1fr);gap:.1rem .7rem;padding:.6rem .2rem}
.schedules.long tbody tr{contain-intrinsic-size:auto 9rem}
.schedules tbody td{grid-column:1/-1;position:relative;padding-left:5.8rem;text-align:left}
.schedules tbody td:empty{display:none}
.schedules tbody td::before{position:absolute;left:0;color:var(--minor);font-size:.85rem}
.schedules tbody td.id{grid-column:1;padding:0;font-weight:600}
.schedules tbody td.name{grid-column:2;padding:0;font-weight:600}
.schedules tbody td.name .tag{font-weight:400}
td.state::before{content:"State"!important;width:auto;height:auto;border:0;margin:0}
td.drift::before{content:"Drift"}
td.hold::before{content:"Hold"}
td.owner::before{content:"Owner"}
td.last::before{content:"Last runs"}
td.care::before{content:"Hygiene"}
}
@media print{
.search,nav{display:none!important}
.workspace[hidden]{display:block!important}
.schedules{display:table;border-collapse:collapse}
.schedules thead{display:table-header-group}
.schedules tbody{display:table-row-group}
.schedules tbody tr,.schedules tbody tr[hidden],.schedules thead tr{display:table-row!important;content-visibility:visible;break-inside:avoid}
.schedules .id{white-space:nowrap;padding-right:.8rem}
.schedules th,.schedules td{display:table-cell;overflow-wrap:break-word;padding:.15rem .4rem .15rem 0;border-bottom:1px solid var(--line);vertical-align:top}
.workspace{border:0;padding:0}
details::details-content{content-visibility:visible;height:auto}
}
`;
