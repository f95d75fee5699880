/*
 * An element is handed over when its addresses wait in data-peer-… attributes (PROTOCOL.md §5). What we deliver to,
 * the owner, is an image or a media element; its parts are the owner and the sources that belong to it.
 */

/** Selects the parts of elements that are handed over. */
export const HANDED_OVER = "[data-peer-src],[data-peer-srcset]";

/** The attributes that hold addresses, in the order in which they are set: a `srcset` makes the `src` beside it moot. */
const ADDRESSES = ["srcset", "src"] as const;

/** Find the owners in a part of the document, in document order. */
export function findOwners(root: ParentNode & Node): Set<Element> {
  const owners = new Set<Element>();
  if (root instanceof Element) {
    const owner = ownerOf(root);
    if (owner && isHandedOver(owner)) owners.add(owner);
  }
  for (const part of root.querySelectorAll(HANDED_OVER)) {
    const owner = ownerOf(part);
    if (owner) owners.add(owner);
  }
  return owners;
}

/** Return the element that shows what a part names: `undefined` for the source of a picture without an image yet. */
export function ownerOf(part: Element): Element | undefined {
  if (!(part instanceof HTMLSourceElement)) return part;
  const parent = part.parentElement;
  return parent instanceof HTMLPictureElement
    ? (parent.querySelector("img") ?? undefined)
    : (parent ?? part);
}

/** Return the sources of an owner in document order, then the owner itself. */
export function partsOf(owner: Element): Element[] {
  const holder = owner.parentElement instanceof HTMLPictureElement ? owner.parentElement : owner;
  return [...[...holder.children].filter((child) => child instanceof HTMLSourceElement), owner];
}

export function isHandedOver(owner: Element): boolean {
  return partsOf(owner).some((part) => part.matches(HANDED_OVER));
}

/**
 * Whether a script gave the element an address after the server took the author's away. Where the server did not write
 * the attributes (no hashes), the address beside them is the author's placeholder.
 */
export function isOverruled(owner: Element): boolean {
  return partsOf(owner).some(
    (part) =>
      part.hasAttribute("data-peer-hash") && ADDRESSES.some((name) => part.hasAttribute(name)),
  );
}

/** Forget the author's addresses, because the element got others. */
export function letGo(owner: Element): void {
  for (const part of partsOf(owner)) {
    for (const name of [...ADDRESSES, "hash"]) part.removeAttribute(`data-peer-${name}`);
  }
}

/**
 * Give an owner and its sources the author's addresses back.
 * @param replacement - what one attribute of one part gets instead
 */
export function restore(
  owner: Element,
  replacement?: { readonly part: Element; readonly name: "src" | "srcset"; readonly value: string },
): void {
  // The replacement first: some browsers start what they have in memory as soon as an attribute names it.
  replacement?.part.setAttribute(replacement.name, replacement.value);
  let hasSource = false;
  for (const part of partsOf(owner)) {
    for (const name of ADDRESSES) {
      const value = part.getAttribute(`data-peer-${name}`);
      if (value === null) continue;
      hasSource ||= part !== owner;
      if (part !== replacement?.part || name !== replacement.name) part.setAttribute(name, value);
    }
  }
  // All at once: hashes that stayed would be those of other addresses as soon as a script reuses the element.
  letGo(owner);
  // A media element has given up on sources that had no address when it met them.
  if (hasSource && owner instanceof HTMLMediaElement) owner.load();
}
