/** Answers the parent's orders until it has gone. Those of one kind of process are all of one shape. */
export function answerOrders<Order, Answer>(obey: (order: Order) => Promise<Answer>): void {
  process.on('message', async (order) => {
    const answer = await obey(order as Order); // The parent is of the same build.
    process.send?.(answer);
  });
  process.on('disconnect', () => process.exit());
}
