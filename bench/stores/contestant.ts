/** A reader's record as every store is given it. */
export interface Row {
  id: string;
  normalised: string;
  status: 'active';
  email: string;
  name: string;
  format: 'digest';
  topics: string[];
  createdAt: string;
  updatedAt: string;
}

/** A store in a folder, as far as it is measured. What is added is on disk, synced, when the promise resolves. */
export interface Contestant {
  /** Fills an empty folder with so many readers, who are in `csv` as well; all is on disk when it resolves. */
  import(readers: number, csv: string): Promise<void>;
  open(): Promise<void>;
  find(email: string): Promise<unknown>;
  add(row: Row): Promise<void>;
}

const at = '2026-11-17T09:00:00.000Z';

export function rowOf(number: number): Row {
  const email = emailOf(number);
  return {
    id: number.toString(36).padStart(16, '0'),
    normalised: email,
    status: 'active',
    email,
    name: `Reader ${number}`,
    format: 'digest',
    topics: [],
    createdAt: at,
    updatedAt: at,
  };
}

export function emailOf(number: number): string {
  return `reader.${number}@mail${number % 97}.example.com`;
}
