export interface Size {
  width: number;
  height: number;
}

export interface Anchor {
  /** In the window. */
  x: number;
  top: number;
  bottom: number;
}

const distance = 8;
const margin = 8;

/** Where a card stands: below what it is about, above it where there is more room, and never outside of the window. */
export function cardPlace({ x, top, bottom }: Anchor, card: Size, window: Size): { left: number; top: number } {
  const left = Math.min(Math.max(margin, x - 24), Math.max(margin, window.width - card.width - margin));
  const below = bottom + distance;
  const above = top - distance - card.height;
  const fitsBelow = below + card.height + margin <= window.height;
  return { left, top: fitsBelow || above < margin ? below : above };
}
