/** Run work once the page has loaded, so that it takes nothing from the page itself. */
export function whenLoaded(work: () => void, signal: AbortSignal): void {
  if (document.readyState === "complete") work();
  else addEventListener("load", work, { once: true, signal });
}
