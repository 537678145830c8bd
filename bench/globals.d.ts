// What the measuring scripts leave in the pages they measure.
declare global {
  var typed: Record<number, number>;
  var seen: Record<number, number>;
}

export {};
