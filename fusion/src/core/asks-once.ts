/** A function that asks once for each key, and remembers the answer. */
export function asksOnce<Question, Answer>(ask: (question: Question) => Answer, keyOf: (question: Question) => string): (question: Question) => Answer {
  const answers = new Map<string, Answer>();
  return (question) => {
    const key = keyOf(question);
    if (!answers.has(key)) answers.set(key, ask(question));
    return answers.get(key)!;
  };
}
