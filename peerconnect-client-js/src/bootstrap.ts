/*
 * Runs inside the page before its images are parsed, and sees to it that none stays unloaded: whoever cannot or does
 * not want to take part, and everybody when the client does not come up, gets the author's addresses back.
 *
 * Stands in every page and is therefore at most 1 kB when minified: written for size, in the syntax of ES2015.
 */
import { HANDED_OVER } from "./page/handed-over.ts";
import { staysOut } from "./page/stays-out.ts";

const dom = document;
const config = JSON.parse((dom.getElementById("peerconnect-config") as Element).textContent);

/** Whether every element gets its own address at once. */
let isPlain = staysOut(config);

/** Whether the client sees to everything from now on. */
let isStarted: boolean | undefined;

const restoreOne = (target: Element): void => {
  (["srcset", "src"] as const).forEach((name) => {
    const handedOver = "data-peer-" + name;
    const value = target.getAttribute(handedOver);
    if (value) (target as HTMLImageElement)[name] = value;
    target.removeAttribute(handedOver);
  });
  // A media element has given up on sources without an address.
  const media = target.parentNode as HTMLMediaElement;
  if (media.load) media.load();
};

const restore = (target: Element): void => {
  const parent = target.parentNode as Element;
  (parent.matches("picture") ? [...parent.children] : [target]).forEach(restoreOne);
};

/*
 * Images in the first viewport come from the origin. One that is not even 32 px high has no size yet, so its place says
 * nothing.
 */
const fold = new IntersectionObserver((entries) =>
  entries.forEach(({ intersectionRect, target }) => {
    if (!isStarted && intersectionRect.height > 32) restore(target);
  }),
);

const restoreAll = (): void => {
  if (isStarted) return;
  dom.querySelectorAll(HANDED_OVER).forEach((target) => {
    if (isPlain) restoreOne(target);
    else if (config.foldLoading) fold.observe(target);
  });
};

const giveUp = (): void => {
  isPlain = true;
  restoreAll();
};

dom.addEventListener("peerconnect", () => {
  isStarted = true;
});
// The client was not delivered, or it failed.
addEventListener(
  "error",
  ({ filename, target }) => {
    if ((filename || (target as Partial<HTMLScriptElement>).src + "").includes("/peerconnect.")) {
      isStarted = false;
      giveUp();
    }
  },
  true,
);
setTimeout(giveUp, 4000);
new MutationObserver(restoreAll).observe(dom, { childList: true, subtree: true });
restoreAll();
