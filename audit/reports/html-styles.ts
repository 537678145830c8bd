// The look of the page with pictures: light and dark, and one column on a phone.

export const styles = `
:root{color-scheme:light dark;--bg:#fff;--fg:#14161a;--soft:#454b55;--rim:#b6bcc7;--bad:#951212;--well:#005a45;--link:#08508f;--raised:#f3f5f8}
@media(prefers-color-scheme:dark){:root{--bg:#14161a;--fg:#f6f7f9;--soft:#c6cbd3;--rim:#4a505b;--bad:#ffaaa5;--well:#5fd9a8;--link:#7cc4ff;--raised:#1d2026}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:80em;padding:1rem;font:1rem/1.5 system-ui,sans-serif;background:var(--bg);color:var(--fg);overflow-wrap:anywhere}
header p,figcaption,dt{color:var(--soft)}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
h1,h2,h3,h4{line-height:1.25}
h2{margin-top:2.5rem;padding-top:1rem;border-top:2px solid var(--rim)}
h4{margin:0 0 .5rem}
.shots+.state{margin-top:1.5rem}
.state::first-letter,figcaption::first-letter{text-transform:uppercase}
.well,.ill{font-size:1.25rem;font-weight:700;color:var(--well)}
.ill{color:var(--bad)}
.found{display:grid;gap:1rem;padding:0;list-style:none}
.found>li{padding:1rem;background:var(--raised);border:1px solid var(--rim);border-inline-start:6px solid var(--bad);border-radius:8px}
.found>.known{border-inline-start-color:var(--rim)}
dl{display:grid;grid-template-columns:minmax(4em,max-content) 1fr;gap:.25rem 1rem;margin:0}
dd{margin:0}
.shots{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(14em,100%),1fr));gap:1rem}
figure{margin:0}
figure a{display:block}
img{display:block;width:100%;height:12em;object-fit:contain;object-position:top;background:var(--raised);border:1px solid var(--rim);border-radius:8px}
strong{color:var(--bad)}
@media(max-width:30em){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}
`;
