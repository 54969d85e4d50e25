/** Loads the quiz element when a quiz comes near the view. Until then the server's HTML works without it. */
export function lazyQuizzes(): void {
  const quizzes = document.querySelectorAll('notebank-quiz');
  if (quizzes.length === 0) return;
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      void import('@notebank/elements/define');
    },
    { rootMargin: '400px' },
  );
  for (const quiz of quizzes) observer.observe(quiz);
}
