// Questions to a process of a measurement, and its answers, over the channel that Node gives to children.
// Invariant: every question is answered once, or fails with the reason that the child gave or with its end.

let asked = 0;

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} question @param {unknown} [detail]
 * @returns {Promise<any>}
 */
export function ask(child, question, detail) {
  const id = ++asked;
  return new Promise((resolve, reject) => {
    const settle = () => {
      child.off('message', receive);
      child.off('exit', gone);
    };
    const gone = () => {
      settle();
      reject(new Error(`the process ended before it answered "${question}"`));
    };
    const receive = (/** @type {any} */ message) => {
      if (message.id !== id) return;
      settle();
      if (message.error) reject(new Error(`${question}: ${message.error}`));
      else resolve(message.answer);
    };
    child.on('message', receive);
    child.once('exit', gone);
    child.send({ id, question, detail });
  });
}

/**
 * Answers in a child, and goes when the parent has gone.
 * @param {Record<string, (detail: any) => unknown>} answers
 */
export function answerQuestions(answers) {
  process.on('message', async (/** @type {any} */ { id, question, detail }) => {
    try {
      process.send?.({ id, answer: await answers[question]?.(detail) });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? error.message : String(error) });
    }
  });
  process.once('disconnect', () => process.exit(0));
}
