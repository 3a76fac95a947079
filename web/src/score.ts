/** How far an exercise has come. */
export interface Score {
  /** Name of the task; "predict" for the questions. */
  task: string;
  /** Goals met, or questions answered rightly. */
  met: number;
  of: number;
  solved: boolean;
  /** Of questions: by concept. */
  concepts?: Record<string, { asked: number; right: number }>;
}

const SCORE = 'popscope:score';

/** Tells whoever keeps scores: the learner's progress, and the page around this one. */
export function announce(score: Score): void {
  document.dispatchEvent(new CustomEvent<Score>(SCORE, { detail: score }));
}

/** Hears of all scores; gives what ends that. */
export function hearScores(heard: (score: Score) => void): () => void {
  const listen = (e: Event): void => heard((e as CustomEvent<Score>).detail);
  document.addEventListener(SCORE, listen);
  return () => document.removeEventListener(SCORE, listen);
}
