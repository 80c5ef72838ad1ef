/** A question while it is being read: its pieces, which of them have found their place, and what the answer must say about it. */
import type {DimensionName} from "../catalog/dimensions.js";
import {askable, dimensionsOf} from "../catalog/catalog.js";
import type {MetricName} from "../metrics.js";
import type {MetricRequestInput} from "../metric-request.js";
import type {Piece} from "./scan.js";
import type {ValueIndex} from "./values.js";

/** What reading depends on besides the question. Days are UTC midnights. */
export interface AskContext {
  asOf: Date;
  index: ValueIndex;
  /** First and last day with data by served table, and by table and calendar ("arrivals@statement"). */
  spans: Readonly<Record<string, {from: Date; to: Date} | undefined>>;
  /** Last usage month that every distributor with statements has reported in full (its last day); null when there is none. */
  completeThrough: Date | null;
  /** Distributors that have sent statement lines. */
  senders: readonly string[];
  /** `table.dimension` of which there is one value only. */
  singles: ReadonlySet<string>;
  /** Currencies by table. */
  currencies: ReadonlyMap<string, readonly string[]>;
}

/** Why a question is not answered: a sentence, and the words concerned. */
export class NotUnderstood extends Error {
  override readonly name = "NotUnderstood";
  constructor(message: string, readonly words: readonly string[] = [], readonly ideas: readonly string[] = []) {
    super(message);
  }
}

/** A request in the making. */
export type Draft = MetricRequestInput & {metrics: MetricName[]; dimensions: DimensionName[]; filters: NonNullable<MetricRequestInput["filters"]>};

export interface Reading {
  question: string;
  pieces: Piece[];
  used: Set<Piece>;
  context: AskContext;
  draft: Draft;
  /** Sentences: what was forgiven or assumed. */
  notes: string[];
  /** Only these rows of the answer were asked for. */
  focus: {dimension: DimensionName; values: string[]} | null;
}

type Kind = Piece["kind"];
export type PieceOf<K extends Kind> = Extract<Piece, {kind: K}>;

export const piecesOf = <K extends Kind>({pieces}: Reading, kind: K): PieceOf<K>[] => pieces.filter((piece): piece is PieceOf<K> => piece.kind === kind);
export const has = (reading: Reading, kind: Kind): boolean => reading.pieces.some((piece) => piece.kind === kind);

/** Marks pieces as understood. */
export function use(reading: Reading, ...pieces: (Piece | undefined)[]): void {
  for (const piece of pieces) if (piece) reading.used.add(piece);
}

/** The piece before or after, words without meaning left aside. */
export function neighbour({pieces}: Reading, piece: Piece, step: 1 | -1): Piece | undefined {
  let at = pieces.indexOf(piece) + step;
  while (pieces[at]?.kind === "filler") at += step;
  return pieces[at];
}

/** Whether every metric asked for can be split and filtered by it. */
export const supports = (metrics: readonly MetricName[], dimension: DimensionName): boolean => metrics.every((name) => dimensionsOf(askable(name)).includes(dimension));
