// Puts itself between a process and its requests, and names each boundary.

/**
 * From now on each request calls `at` before it goes out, while it is under way, when the answer's head is
 * there (so that the server has done its work), when its body is read, and when it fails instead.
 */
export function watchFetch({ at }) {
  const { fetch } = globalThis;
  globalThis.fetch = async (...given) => {
    at('before the request');
    const answer = fetch(...given);
    answer.catch(() => at('after the request has failed'));
    // The body has been handed to the kernel, or a part of it; nobody knows how much has arrived.
    await new Promise((resolve) => setTimeout(resolve, 5));
    at('while the request is under way');
    const response = await answer;
    at('after the request is accepted, before the answer is read');
    for (const name of ['json', 'text', 'arrayBuffer']) {
      const read = response[name].bind(response);
      response[name] = async () => {
        const body = await read();
        at('after the answer is read');
        return body;
      };
    }
    return response;
  };
}
