import { addressEnd, addressIn, eachRecord, hashOfText } from './record-bytes.js';
import type { RecordList } from './record-list.js';
import type { Subscriber } from './subscriber.js';

/** Readers as they will be if nobody has their addresses yet. */
export interface Newcomers {
  /** Of each, the hash of the address by which the store looks it up. */
  hashes: Uint32Array<ArrayBuffer>;
  /** Whether each has another hash, and so another address. */
  distinct: boolean;
  /** The normalised address of one of them. */
  addressOf(index: number): string;
  /** As `RecordList` puts them into JSON; the bytes are valid until the next call. */
  list(): Uint8Array;
  readers(): readonly Subscriber[];
}

/** Newcomers as one thread can hand them to another. */
export interface NewcomerBytes extends Pick<Newcomers, 'hashes' | 'distinct'> {
  list: Uint8Array<ArrayBuffer>;
}

/** Those readers, whom `records` puts into JSON if that is asked for. */
export function newcomersOf(readers: readonly Subscriber[], records: RecordList): Newcomers {
  const hashes = new Uint32Array(readers.map(({ normalised }) => hashOfText(normalised)));
  return {
    hashes,
    distinct: new Set(hashes).size === hashes.length,
    addressOf: (index) => readers[index]?.normalised ?? '',
    list: () => records.of(readers),
    readers: () => readers,
  };
}

/** Newcomers as bytes of their own, which may be moved to another thread. */
export function bytesOf({ list, hashes, distinct }: Newcomers): NewcomerBytes {
  return { list: new Uint8Array(list()), hashes, distinct };
}

/** The newcomers whom another thread put into bytes; each is parsed only if `readers` is asked for. */
export function newcomersIn({ list, hashes, distinct }: NewcomerBytes): Newcomers {
  let addresses: string[] | undefined;
  return {
    hashes,
    distinct,
    addressOf(index) {
      addresses ??= addressesIn(list);
      return addresses[index] ?? '';
    },
    list: () => list,
    // They were put into JSON as such.
    readers: () => JSON.parse(new TextDecoder().decode(list)) as Subscriber[],
  };
}

function addressesIn({ buffer, byteOffset, length }: Uint8Array<ArrayBuffer>): string[] {
  const bytes = Buffer.from(buffer, byteOffset, length);
  const addresses: string[] = [];
  eachRecord(bytes, (start, end) => {
    addresses.push(addressIn(bytes, start, addressEnd(bytes, start, end)));
    return true;
  });
  return addresses;
}
