/** What peer.py prints of one row. */
export interface PeerFigures {
  readonly version: string;
  readonly parameters: number;
  /** By number of threads. */
  readonly rowsPerSecond: Readonly<Record<string, number>>;
}

/** PyTorch's model has to be ours: as many numbers are learnt. Null when so. */
export const peerComplaint = (ours: number, { parameters }: PeerFigures): string | null =>
  ours === parameters ? null : `PyTorch's model has ${parameters} parameters, this one ${ours}`;
