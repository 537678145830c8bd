// The look of what is a list of lines: the transcript and the braille reader.
export const transcriptStyles = `
.drawer:has(.tray){display:flex;flex-direction:column;flex:1 1 24em}
.tray{display:flex;flex-wrap:wrap;align-items:center;gap:0 4px;color:var(--soft)}
.tray button{min-width:36px;padding:0 8px}
.tray input{font:inherit;color:inherit;background:0;flex:1 1 6em;min-width:0;height:2.25em;padding:0 8px;border:1px solid;border-radius:6px}
.drawer .stage{flex:1;min-height:8em}
.lines,.blocks{flex:1;min-height:8em;overflow:hidden auto;overscroll-behavior:contain}
.lines{display:flex;flex-direction:column-reverse}
.lines p,.blocks p{position:relative;flex:1;margin:0;padding:4px;min-width:0;white-space:pre-wrap;overflow-wrap:anywhere}
.lines .gap{color:var(--soft)}
.away{border-top:2px solid;color:var(--hue)}
[data-line]{content-visibility:auto;contain-intrinsic-size:auto 36px;scroll-margin:3em}
.line{display:flex;align-items:baseline;padding:0 4px}
.line button{user-select:none;min-height:36px}
time{color:var(--soft);font-size:.8em}
mark{background:var(--warn);color:var(--bg)}
.found{outline:2px solid var(--hue);outline-offset:-2px}
`;
