/*
 * Theme it from the page: `peerconnect-badge { --peerconnect-accent: … }`, or `peerconnect-badge::part(toggle) { … }`.
 * Fixed at the start of the bottom edge, where it grows away from its corner: neither its appearance nor a longer
 * number shifts anything.
 */
export const BADGE_STYLE = `
:host{all:initial;position:fixed;z-index:2147483000;inset-block-end:var(--peerconnect-inset,12px);
inset-inline-start:var(--peerconnect-inset,12px);color-scheme:light dark;
--bg:var(--peerconnect-background,light-dark(#fff,#1e2227));--fg:var(--peerconnect-color,light-dark(#1b1f24,#e9edf1));
--ac:var(--peerconnect-accent,light-dark(#0a6e4f,#5fd0a5));--line:color-mix(in srgb,var(--fg) 22%,transparent);
font:14px/1.45 var(--peerconnect-font,system-ui,sans-serif);color:var(--fg)}
*{box-sizing:border-box;margin:0}[hidden]{display:none!important}
button{font:inherit;color:inherit;background:var(--bg);border:1px solid var(--line);border-radius:999px;cursor:pointer;
min-height:32px;padding:4px 12px}
button:focus-visible{outline:2px solid var(--ac);outline-offset:2px}
[part=toggle]{display:flex;gap:6px;align-items:center;min-width:88px;font-variant-numeric:tabular-nums}
svg{width:16px;height:16px;fill:none;stroke:var(--ac);stroke-width:2}
[part=panel],[part=question]{width:min(300px,calc(100vw - 24px));margin-block-end:8px;padding:14px;background:var(--bg);
border:1px solid var(--line);border-radius:12px;box-shadow:0 4px 16px #0003}
h2{font-size:15px;font-weight:600;margin-block-end:8px}p{font-size:13px;margin-block:8px}
dl{display:grid;grid-template-columns:1fr auto;gap:2px 12px}dd{font-variant-numeric:tabular-nums;text-align:end}
[part=switch]{display:flex;justify-content:space-between;align-items:center;width:100%}
i{width:30px;height:18px;padding:3px;border-radius:9px;background:var(--line)}
i::after{content:"";display:block;width:12px;height:12px;border-radius:6px;background:var(--fg)}
[aria-checked=true] i{background:var(--ac)}[aria-checked=true] i::after{background:var(--bg);margin-inline-start:12px}
[part=allow]{background:var(--ac);color:var(--bg);margin-inline-end:8px}
@media(prefers-reduced-motion:no-preference){i::after{transition:margin .15s}}
@media(forced-colors:active){i{border:1px solid}i::after{background:CanvasText}}
@media print{:host{display:none}}`;
