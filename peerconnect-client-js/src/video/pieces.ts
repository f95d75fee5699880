/** How a video is cut into pieces. */
export class Pieces {
  /** Length of the video, in bytes. */
  readonly length: number;
  /** Length of every piece but the last, in bytes. */
  readonly pieceLength: number;
  readonly count: number;

  constructor({ length, pieceLength }: { readonly length: number; readonly pieceLength: number }) {
    this.length = length;
    this.pieceLength = pieceLength;
    this.count = Math.ceil(length / pieceLength);
  }

  /** Return the piece that a byte is in. */
  at(offset: number): number {
    return Math.min(this.count - 1, Math.floor(offset / this.pieceLength));
  }

  /** Return where a piece begins. */
  startOf(piece: number): number {
    return piece * this.pieceLength;
  }

  /** Return the offset after the last byte of a piece. */
  endOf(piece: number): number {
    return Math.min(this.length, (piece + 1) * this.pieceLength);
  }

  lengthOf(piece: number): number {
    return this.endOf(piece) - this.startOf(piece);
  }
}
