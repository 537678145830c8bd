// What the measuring scripts leave in the pages they measure.
declare var typed: Record<number, number>;
declare var seen: Record<number, number>;
declare var own: { painted: Float64Array; count: number };
