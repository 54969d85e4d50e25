export { escapeHtml } from './html/escape.ts';
export { type QuestionHtmlOptions, questionHtml } from './html/question.ts';
export { type QuizHtmlOptions, quizHtml } from './html/quiz.ts';
