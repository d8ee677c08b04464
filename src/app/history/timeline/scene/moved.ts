import type { Primitive } from './primitives.js';

/** The same shapes further down. */
export function movedDown(primitives: readonly Primitive[], dy: number): Primitive[] {
  return primitives.map((primitive) => {
    switch (primitive.kind) {
      case 'unclip':
        return primitive;
      case 'line':
        return { ...primitive, y1: primitive.y1 + dy, y2: primitive.y2 + dy };
      case 'polygon':
        return { ...primitive, points: primitive.points.map((value, index) => (index % 2 === 0 ? value : value + dy)) };
      default:
        return { ...primitive, y: primitive.y + dy };
    }
  });
}
