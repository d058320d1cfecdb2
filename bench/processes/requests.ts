/** As many requests under way at once as a mailing has. */
const underWay = 6;

/** Makes `count` requests, numbered from 0, some at a time. */
export async function requests(
  count: number,
  make: (number: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      const number = next;
      next += 1;
      await make(number);
    }
  };
  await Promise.all(Array.from({ length: underWay }, worker));
}
