// What a row of the measurements is, and what it gives.

/** A figure against what it may be at most. */
export type Bar = {
  readonly what: string;
  readonly figure: number;
  readonly atMost: number;
  readonly unit: string;
};

export type Table = { readonly title: string; readonly rows: readonly Record<string, string | number>[] };

export type RowResult = { readonly tables: readonly Table[]; readonly bars: readonly Bar[] };

export type RowOptions = {
  /** As large as the bars ask for; otherwise as large as a few minutes allow. */
  readonly full: boolean;
  /** Also tell where the measured process spends its core; that costs, so the figures are then not the bar's. */
  readonly profile: boolean;
  /** Tells what is being done. */
  progress(text: string): void;
};

export type Row = {
  readonly name: string;
  readonly about: string;
  run(options: RowOptions): Promise<RowResult>;
};
