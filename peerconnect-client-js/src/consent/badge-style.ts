/*
 * Theme it from the page: `peerconnect-badge { --peerconnect-accent: teal }`, or `peerconnect-badge::part(toggle)`.
 * Fixed at the start of the bottom edge, where it grows away from its corner: neither its appearance nor a longer
 * number shifts anything.
 */
export const BADGE_STYLE = `
:host{all:initial;position:fixed;z-index:2147483000;bottom:12px;inset-inline-start:12px;color-scheme:light dark;
--b:var(--peerconnect-background,Canvas);--a:var(--peerconnect-accent,light-dark(#0a6e4f,#5fd0a5));
font:14px/1.45 var(--peerconnect-font,system-ui);color:var(--peerconnect-color,CanvasText)}
*{box-sizing:border-box;margin:0}[hidden]{display:none!important}
button,section{font:inherit;color:inherit;background:var(--b);border:1px solid #8886;border-radius:16px;padding:4px 12px}
button{min-height:32px;cursor:pointer;margin-inline-end:8px}
button:focus-visible{outline:2px solid var(--a);outline-offset:2px}
[part=toggle]{min-width:88px;font-variant-numeric:tabular-nums;text-align:start}
section{width:min(300px,calc(100vw - 24px));margin-bottom:8px;padding:14px;box-shadow:0 4px 16px #0003}
h2{font-size:15px}p{font-size:13px;margin-block:8px}
dl{display:grid;grid-template-columns:1fr auto}
b::before{content:"\\21c5  " / "";color:var(--a)}
[aria-checked]::after{content:" \\2717"}[aria-checked=true]::after{content:" \\2713"}
[aria-checked=true],[part=allow]{background:var(--a);color:var(--b)}
@media print{:host{display:none}}`;
