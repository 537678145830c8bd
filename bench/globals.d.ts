// What the measuring scripts leave in the pages they measure.
declare var typed: Record<number, number>;
declare var seen: Record<number, number>;
