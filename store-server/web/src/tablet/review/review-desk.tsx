import { useMemo, useState } from 'preact/hooks';
import { linesOf, questionsOf } from '../../../../src/core/review/questions.ts';
import type { Question } from '../../../../src/core/review/questions.ts';
import type { StorePlan, VisitView } from '../../../../src/core/views.ts';
import { formatTime } from '../../shared/format.ts';
import { VisitBadge } from '../../shared/visit-badge.tsx';
import { useKeys } from '../shell/keys.ts';
import { useTablet } from '../shell/tablet.ts';
import { REASONS } from './answer-words.ts';
import { CartEditor } from './cart-editor.tsx';
import { Moment } from './moment.tsx';
import { decide } from './pending-decisions.ts';
import { QuestionPanel } from './question-panel.tsx';
import { useEvidence } from './use-evidence.ts';

export interface ReviewDeskProps {
  readonly visit: VisitView;
  readonly products: StorePlan['products'];
}

/** Questions of a visit one after the other: the answer to the last decides the visit. */
function useQuestions(visit: VisitView) {
  const questions = useMemo(() => questionsOf(visit), [visit]);
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map());
  const question = questions.find(({ id }) => !chosen.has(id));
  function answer(index: number): void {
    if (question === undefined || question.answers[index] === undefined) return;
    const now = new Map(chosen).set(question.id, index);
    setChosen(now);
    if (questions.every(({ id }) => now.has(id))) decide({ ...visit, lines: linesOf(visit, now).map(({ product, quantity }) => ({ product, quantity })) });
  }
  return { questions, question, chosen, answer, back: () => setChosen(new Map([...chosen].slice(0, -1))) };
}

/** All that is known of one visit, and what is to be decided. */
export function ReviewDesk({ visit, products }: ReviewDeskProps) {
  const { board } = useTablet();
  const { questions, question, chosen, answer, back } = useQuestions(visit);
  const [editing, setEditing] = useState(questions.length === 0);
  const events = useEvidence(visit.visit, board?.news[visit.visit] ?? 0);
  const [looked, setLooked] = useState<string>();
  const wanted = events?.filter(({ event }) => question === undefined || question.evidence.length === 0 || question.evidence.includes(event)) ?? [];
  const event = wanted.find((candidate) => candidate.event === looked) ?? wanted[0];
  useKeys('Decide', useMemo(() => editing ? [] : [
    ...(question?.answers ?? []).slice(0, 9).map((_, i) => ({ keys: String(i + 1), about: `Answer ${i + 1}`, run: () => answer(i) })),
    { keys: 'e', about: 'Put the cart right by hand', run: () => setEditing(true) },
  ], [question, chosen, editing]));
  return (
    <section class="panel desk" aria-label={`Shopper ${visit.ordinal}`}>
      <DeskHead visit={visit} question={question} questions={questions} />
      <div class="desk-evidence">
        {wanted.length > 1 && (
          <div class="event-tabs" role="group" aria-label="Moments at the shelf">
            {wanted.map((candidate, i) => (
              <button key={candidate.event} type="button" class="button quiet" aria-pressed={candidate === event} onClick={() => setLooked(candidate.event)}>
                {i + 1}. {candidate.shelf}
              </button>
            ))}
          </div>
        )}
        {event !== undefined && <Moment key={event.event} event={event} />}
        {events !== undefined && event === undefined && <p class="clip-none soft">Nothing was seen at a shelf. Ask the shopper, or look yourself.</p>}
      </div>
      {editing
        ? <CartEditor visit={visit} products={products} onBack={questions.length === 0 ? undefined : () => setEditing(false)} />
        : question && <QuestionPanel question={question} onAnswer={answer} onBack={chosen.size === 0 ? undefined : back} onEdit={() => setEditing(true)} />}
    </section>
  );
}

function DeskHead({ visit, question, questions }: { visit: VisitView; question: Question | undefined; questions: readonly Question[] }) {
  const { money } = useTablet();
  const sure = visit.lines.filter((line) => line.sure);
  return (
    <header class="desk-head">
      <VisitBadge ordinal={visit.ordinal} />
      <div>
        <h2>Shopper {visit.ordinal} <span class="soft number">{money(visit.total)}{visit.openedAt !== undefined && ` · came in ${formatTime(visit.openedAt)}`}</span></h2>
        <p class="why"><strong>Why this is here:</strong> {visit.reasons.map((reason) => REASONS[reason]).join(' ')}</p>
        {sure.length > 0 && <p class="soft sure-lines">Sure: {sure.map(({ name, quantity }) => (quantity === 1 ? name : `${quantity} × ${name}`)).join(', ')}</p>}
      </div>
      {questions.length > 1 && question && <p class="tag number">{questions.indexOf(question) + 1} of {questions.length}</p>}
    </header>
  );
}
