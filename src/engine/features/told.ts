/** Cells that a sentence is about: how many there are, and the first of them, whose rows it names. */
export class Told {
  readonly first: number[] = [];
  count = 0;

  add(place: number): void {
    if (this.count++ < MOST) this.first.push(place);
  }
}

/** Far more than a sentence names, since several may stand in one row. */
const MOST = 1000;
