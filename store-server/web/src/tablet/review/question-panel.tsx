import type { Question } from '../../../../src/core/review/questions.ts';
import { formatPercent } from '../../shared/format.ts';
import { answerWords, questionWords } from './answer-words.ts';

export interface QuestionPanelProps {
  readonly question: Question;
  readonly onAnswer: (index: number) => void;
  /** To the question before; missing at the first. */
  readonly onBack: (() => void) | undefined;
  readonly onEdit: () => void;
}

/** One question with its answers, likeliest first: one tap, or the key that it shows, decides. */
export const QuestionPanel = ({ question, onAnswer, onBack, onEdit }: QuestionPanelProps) => (
  <div class="question">
    <h3 id="question">{questionWords(question)}</h3>
    <div class="answers" role="group" aria-labelledby="question">
      {question.answers.map((answer, i) => (
        <button key={i} type="button" class="answer" onClick={() => onAnswer(i)}>
          <kbd aria-hidden="true">{i + 1}</kbd>
          <span class="answer-words">{answerWords(question, answer)}</span>
          {answer.probability !== undefined && (
            <span class="answer-chance number">
              {formatPercent(answer.probability)}
              <progress value={answer.probability} max={1} aria-hidden="true" />
            </span>
          )}
        </button>
      ))}
    </div>
    <div class="question-foot">
      {onBack && <button type="button" class="button quiet" onClick={onBack}>Back</button>}
      <button type="button" class="button quiet" onClick={onEdit}>Something else…</button>
    </div>
  </div>
);
